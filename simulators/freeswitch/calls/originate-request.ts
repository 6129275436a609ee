import type { Application } from '../channel/channel.ts'
import type { VariablePack } from '../channel/variables.ts'

/** What `originate` is asked for. */
export interface OriginateRequest {
  /** Where to call: groups one after the other, all places of a group at the same time. */
  readonly groups: readonly DialGroup[]
  readonly target: OriginateTarget
  readonly callerIdName: string | undefined
  readonly callerIdNumber: string | undefined
  /** Seconds. */
  readonly timeout: number | undefined
}

/** Places to call at the same time; who answers first has the call. */
export type DialGroup = readonly DialUrl[]

export interface DialUrl {
  /** `<endpoint>/<address>` */
  readonly url: string
  readonly variables: VariablePack
}

/** What becomes of the leg when it is answered. */
export type OriginateTarget =
  | { readonly kind: 'application'; readonly application: Application }
  | { readonly kind: 'extension'; readonly number: string; readonly dialplan: string; readonly context: string }

/**
 * Reads `<call url> <exten>|&<application>(<args>) [<dialplan>] [<context>] [<cid_name>] [<cid_num>] [<timeout_sec>]`.
 * @returns undefined when there are too few or too many words
 */
export function parseOriginate(text: string): OriginateRequest | undefined {
  const [dialString, target, dialplan = 'XML', context = 'default', name, number, timeout, ...rest] = words(text)
  if (dialString === undefined || target === undefined || rest.length > 0) return undefined
  const seconds = Number(timeout)
  return {
    groups: parseDialString(dialString),
    target: target.startsWith('&')
      ? { kind: 'application', application: parseApplication(target.slice(1)) }
      : { kind: 'extension', number: target, dialplan, context },
    callerIdName: name,
    callerIdNumber: number,
    timeout: seconds > 0 ? seconds : undefined,
  }
}

/** `{a=b,c=d}url,url|[e=f]url`: groups of places with the variables of all and of each. */
export function parseDialString(text: string): readonly DialGroup[] {
  const [common, rest] = cutVariables(text, '{', '}')
  return splitOutside(rest, '|').map((group) =>
    splitOutside(group, ',').map((part) => {
      const [own, url] = cutVariables(part, '[', ']')
      return { url, variables: { ...common, ...own } }
    }),
  )
}

/** Parts between separators that stand in no brackets. */
function splitOutside(text: string, separator: ',' | '|'): string[] {
  const parts = ['']
  let depth = 0
  for (const character of text) {
    if (character === '[') depth++
    if (character === ']') depth--
    if (character === separator && depth === 0) parts.push('')
    else parts[parts.length - 1] += character
  }
  return parts
}

/** Words between blanks; blanks count neither in quotes nor in brackets of any kind. */
function words(text: string): string[] {
  const found: string[] = []
  const pattern = /(?:'[^']*'|\{[^}]*\}|\[[^\]]*\]|\([^)]*\)|[^\s'{}[\]()]|['{}[\]()])+/g
  for (const [word] of text.matchAll(pattern)) found.push(word.replace(/^'(.*)'$/s, '$1'))
  return found
}

function parseApplication(text: string): Application {
  const bracket = text.indexOf('(')
  if (bracket < 0) return { name: text, data: '' }
  return { name: text.slice(0, bracket), data: text.slice(bracket + 1).replace(/\)$/, '') }
}

function cutVariables(text: string, open: string, close: string): readonly [VariablePack, string] {
  const end = text.startsWith(open) ? text.indexOf(close) : -1
  if (end < 0) return [{}, text]
  return [parseVariables(text.slice(1, end)), text.slice(end + 1)]
}

/** A comma separates; in quotes, or behind a backslash, it does not. */
function parseVariables(text: string): VariablePack {
  const pairs = text.match(/(?:\\,|'[^']*'|[^,])+/g) ?? []
  return Object.fromEntries(
    pairs.flatMap((pair) => {
      const at = pair.indexOf('=')
      const value = pair.slice(at + 1).replaceAll('\\,', ',').replace(/^'(.*)'$/s, '$1')
      return at <= 0 ? [] : [[pair.slice(0, at).trim(), value]]
    }),
  )
}
