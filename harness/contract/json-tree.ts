/** A JSON value as it was written: repeated names and the spelling of numbers stay. */
export type JsonTree =
  | { readonly kind: 'string' | 'number' | 'word'; readonly text: string }
  | { readonly kind: 'object'; readonly text: string; readonly members: readonly (readonly [name: string, value: JsonTree])[] }
  | { readonly kind: 'array'; readonly text: string; readonly items: readonly JsonTree[] }

/** Tokens of a text that is known to be JSON: strings, numbers, words and punctuation. */
const TOKEN = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d[\d.eE+-]*|true|false|null|[[\]{},:]/g

/** What an event may be made of: a tree costs a hundred times its octets, and each value in it has the text of those below. */
const MOST_CHARACTERS = 4 * 2 ** 20
const MOST_TOKENS = 100_000
const MOST_DEPTH = 64

/** Tokens of a text that `JSON.parse` has accepted; undefined when they are more, or nested deeper, than any event's. */
export function jsonTokens(text: string): readonly string[] | undefined {
  const tokens = text.length > MOST_CHARACTERS ? null : text.match(TOKEN)
  return tokens !== null && tokens.length <= MOST_TOKENS && depthOf(tokens) <= MOST_DEPTH ? tokens : undefined
}

function depthOf(tokens: readonly string[]): number {
  let depth = 0
  let deepest = 0
  for (const token of tokens) {
    if (token === '{' || token === '[') deepest = Math.max(deepest, ++depth)
    else if (token === '}' || token === ']') depth--
  }
  return deepest
}

/** Reads what `jsonTokens()` found. The `text` of a string is its characters, of anything else its tokens. */
export const readJsonTree = (tokens: readonly string[]): JsonTree => readValue({ tokens, at: 0 })

interface Cursor {
  readonly tokens: readonly string[]
  at: number
}

function readValue(cursor: Cursor): JsonTree {
  const from = cursor.at
  const token = cursor.tokens[cursor.at++] ?? 'null'
  if (token === '{') return { kind: 'object', members: readList(cursor, '}', readMember), text: textSince(cursor, from) }
  if (token === '[') return { kind: 'array', items: readList(cursor, ']', readValue), text: textSince(cursor, from) }
  if (token.startsWith('"')) return { kind: 'string', text: JSON.parse(token) as string }
  return { kind: /^[tfn]/.test(token) ? 'word' : 'number', text: token }
}

function readMember(cursor: Cursor): readonly [string, JsonTree] {
  const name = JSON.parse(cursor.tokens[cursor.at] ?? '""') as string
  cursor.at += 2
  return [name, readValue(cursor)]
}

function readList<T>(cursor: Cursor, end: string, readOne: (cursor: Cursor) => T): T[] {
  const list: T[] = []
  while (cursor.at < cursor.tokens.length && cursor.tokens[cursor.at] !== end) {
    list.push(readOne(cursor))
    if (cursor.tokens[cursor.at] === ',') cursor.at++
  }
  cursor.at++
  return list
}

const textSince = ({ tokens, at }: Cursor, from: number): string => tokens.slice(from, at).join('')

/** Every value at a place: more than one where a name is repeated. */
export function valuesAt(tree: JsonTree, parts: readonly string[]): readonly JsonTree[] {
  const [part, ...rest] = parts
  if (part === undefined) return [tree]
  if (tree.kind === 'object') return tree.members.filter(([name]) => name === part).flatMap(([, value]) => valuesAt(value, rest))
  const item = tree.kind === 'array' && /^(0|[1-9]\d*)$/.test(part) ? tree.items[Number(part)] : undefined
  return item ? valuesAt(item, rest) : []
}
