import { wellFormed } from './text.ts'

/** A member of a JSON object, its value as text: a string's content, or anything else as it was spelled. */
export type JsonMember = {
  readonly name: string
  readonly text: string
  readonly isString: boolean
}

/**
 * Reads the members of a JSON object in order. Numbers keep their spelling (`1.50`, 20 digits), which `JSON.parse`
 * alone would lose, and a member called `__proto__` is a member like any other.
 *
 * @returns undefined when the text is not a JSON object
 */
export const parseMembers = (json: string): readonly JsonMember[] | undefined => {
  try {
    const value: unknown = JSON.parse(json)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? splitMembers(json) : undefined
  } catch {
    return undefined
  }
}

const token = /"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\],:]|[^\s"{}[\],:]+/g

/** Walks over the tokens of a text that is known to be a JSON object. */
const splitMembers = (json: string): readonly JsonMember[] => {
  const members: JsonMember[] = []
  let name: string | undefined
  let depth = 0
  let nestedFrom = 0
  for (const { 0: piece, index } of json.matchAll(token)) {
    if (piece === '{' || piece === '[') {
      if (depth === 1) nestedFrom = index
      depth += 1
    } else if (piece === '}' || piece === ']') {
      depth -= 1
      if (depth !== 1 || name === undefined) continue
      members.push({ name, text: wellFormed(json.slice(nestedFrom, index + 1)), isString: false })
      name = undefined
    } else if (depth > 1 || piece === ',' || piece === ':') {
      continue
    } else if (name === undefined) {
      name = unquote(piece)
    } else {
      const isString = piece.startsWith('"')
      members.push({ name, text: isString ? unquote(piece) : piece, isString })
      name = undefined
    }
  }
  return members
}

const unquote = (piece: string): string => wellFormed(String(JSON.parse(piece)))
