import { headerText } from '../codec/event-headers.ts'
import { setVariables } from '../channel/variables.ts'
import { type LegApi, NO_SUCH_CHANNEL, OK } from './call-api.ts'

/** `uuid_getvar <uuid> <name>` */
export const uuidGetvar: LegApi = {
  name: 'uuid_getvar',
  words: 2,
  usage: '-USAGE: <uuid> <var>\n',
  unknown: NO_SUCH_CHANNEL,
  run(leg, rest) {
    const value = leg.channel.variables.get(firstWord(rest))
    return value === undefined ? '_undef_' : headerText(value)
  },
  runPlanned: (leg, rest) => leg.variable(firstWord(rest)) ?? '_undef_',
}

const firstWord = (text: string): string => text.split(' ')[0] ?? ''

/** `uuid_setvar <uuid> <name> [<value>]`: without a value it unsets. */
export const uuidSetvar: LegApi = {
  name: 'uuid_setvar',
  words: 2,
  usage: '-USAGE: <uuid> <var> [value]\n',
  unknown: NO_SUCH_CHANNEL,
  run(leg, rest) {
    const [name, value] = assignment(rest)
    setVariables(leg.channel.variables, { [name]: value })
    return OK
  },
  runPlanned(leg, rest) {
    leg.setVariable(...assignment(rest))
    return OK
  },
}

function assignment(rest: string): [name: string, value: string | undefined] {
  const blank = rest.indexOf(' ')
  return blank < 0 ? [rest, undefined] : [rest.slice(0, blank), rest.slice(blank + 1).trimStart() || undefined]
}

const MULTI_USAGE = '-USAGE: <uuid> <var>=<value>;<var>=<value>...\n'

/** `uuid_setvar_multi <uuid> <name>=<value>;…` */
export const uuidSetvarMulti: LegApi = {
  name: 'uuid_setvar_multi',
  usage: MULTI_USAGE,
  unknown: (_, rest) => (rest === '' ? '' : NO_SUCH_CHANNEL + MULTI_USAGE),
  run(leg, rest) {
    if (rest === '') return ''
    for (const pair of rest.split(';')) {
      const [name = '', ...value] = pair.split('=')
      if (name !== '') setVariables(leg.channel.variables, { [name]: value.join('=') || undefined })
    }
    return OK
  },
}
