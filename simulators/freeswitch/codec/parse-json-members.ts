import { quote } from './parse-frames.ts'

const STRING = /"(?:[^"\\\x00-\x1f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y

/**
 * Members of a flat JSON object whose values are strings or arrays of strings, in order and with duplicate keys,
 * which `JSON.parse()` would drop. Takes a binary string: octets above 0x7E pass as they are.
 * @throws {SyntaxError} anything else, blanks between tokens too
 */
export function parseJsonMembers(text: string): [name: string, value: string | string[]][] {
  let at = 0
  const fail = (wanted: string): never => {
    throw new SyntaxError(
      `Cannot parse a JSON event as ${wanted} must be at offset ${at}: current value is ${quote(text.slice(at, at + 20))}`,
    )
  }
  const accept = (character: string): boolean => {
    if (text[at] !== character) return false
    at++
    return true
  }
  const expect = (character: string): void => {
    if (!accept(character)) fail(JSON.stringify(character))
  }
  const string = (): string => {
    STRING.lastIndex = at
    const token = STRING.exec(text)?.[0] ?? fail('a string')
    at += token.length
    return token.includes('\\') ? String(JSON.parse(token)) : token.slice(1, -1)
  }
  const list = <T>(end: string, item: () => T): T[] => {
    const items: T[] = []
    if (accept(end)) return items
    do items.push(item())
    while (accept(','))
    expect(end)
    return items
  }
  const member = (): [string, string | string[]] => {
    const name = string()
    expect(':')
    return [name, accept('[') ? list(']', string) : string()]
  }

  expect('{')
  const members = list('}', member)
  if (at !== text.length) fail('the end')
  return members
}
