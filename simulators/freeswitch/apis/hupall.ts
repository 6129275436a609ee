import { HANGUP_SITES } from '../calls/call-log.ts'
import type { Calls } from '../calls/calls.ts'
import { parseCause } from '../calls/cause.ts'
import { hangUp } from '../calls/leg.ts'
import type { Api } from './api.ts'
import { separateWords } from './separate-words.ts'

/** `hupall [<cause> [<variable> <value>…]]`: every live call ends, or those whose variables have the values, newest first. */
export const hupall = (calls: Calls): Api => ({
  name: 'hupall',
  run({ args }) {
    const [word = '', ...rest] = separateWords(args, 11)
    const cause = word === '' ? 'MANAGER_REQUEST' : parseCause(word)
    const wanted = pairsOf(rest)
    const isMeant = (variable: (name: string) => unknown): boolean =>
      wanted.every(([name, value]) => variable(name) === value)
    for (const leg of [...calls.legs.values()].reverse()) {
      if (isMeant((name) => leg.channel.variables.get(name))) hangUp(leg, cause, HANGUP_SITES.hupall)
    }
    for (const leg of calls.core.planned.all()) if (isMeant((name) => leg.variable(name))) leg.kill(cause)
    const [first] = wanted
    if (first === undefined) return `+OK hangup all channels with cause ${cause}\n`
    const more = wanted.length > 1 ? '...' : ''
    return `+OK hangup all channels matching [${first[0]}]=[${first[1]}]${more} with cause: ${cause}\n`
  },
})

function pairsOf(words: readonly string[]): readonly (readonly [name: string, value: string])[] {
  const pairs: (readonly [string, string])[] = []
  for (let at = 0; at + 1 < words.length; at += 2) {
    const [name = '', value = ''] = words.slice(at, at + 2)
    if (name !== '' && value !== '') pairs.push([name, value])
  }
  return pairs
}
