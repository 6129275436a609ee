import type { Application } from '../channel/channel.ts'

/** What a number of a context does. */
export interface Extension {
  /** Matched against the whole number. */
  readonly number: string
  readonly actions: readonly Action[]
}

/** An application, with its argument if it has one: `['playback', 'silence_stream://1500']`. */
export type Action = readonly [application: string, data?: string]

/** Extensions by context. A context that is not in it does not exist. */
export type Dialplan = Readonly<Record<string, readonly Extension[]>>

/**
 * The actions for a number; none when its context has no such extension.
 * @returns undefined when there is no such context
 */
export function findActions(dialplan: Dialplan, context: string, number: string): readonly Application[] | undefined {
  if (!Object.hasOwn(dialplan, context)) return undefined
  const extension = dialplan[context]?.find((candidate) => candidate.number === number)
  return (extension?.actions ?? []).map(([name, data = '']) => ({ name, data }))
}

/** The applications of the dialplan `inline`, which stand in place of the number: `set:a=b,park`. */
export function inlineActions(text: string): readonly Application[] {
  const [, separator = ',', list = ''] = /^(?:m:(.):)?(.*)$/s.exec(text) ?? []
  return list.split(separator).flatMap((part) => {
    const colon = part.indexOf(':')
    const name = (colon < 0 ? part : part.slice(0, colon)).trim()
    return name === '' ? [] : [{ name, data: colon < 0 ? '' : part.slice(colon + 1) }]
  })
}
