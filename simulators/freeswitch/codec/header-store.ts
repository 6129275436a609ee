import { atoi } from './c-text.ts'
import { headerText, splitArrayText } from './event-headers.ts'
import type { FsHeader } from './event.ts'

/**
 * Headers of an event under construction, with the storage rules of the server (wire specification 2.1,
 * `switch_event_base_add_header()`): what a client sends decides what `sendevent` delivers.
 */
export interface HeaderStore {
  readonly headers: readonly FsHeader[]
  /** Body of the event: what was set last, by `setBody()` or by a header named `_body`. */
  readonly body: string | undefined
  setBody(text: string): void
  /**
   * Adds a header at the end. An empty value deletes the name instead, `ARRAY::a|:b` becomes an array, `Name[3]` sets
   * one element.
   */
  add(name: string, value: string): void
  /** Text of the first header of that name, compared without case; without any, `_body` means the body. */
  get(name: string): string | undefined
  /** Removes the headers of a name, or only those whose text is `value`. */
  remove(name: string, value?: string): void
}

/** A larger index is dropped. */
const MAX_INDEX = 4000

export function createHeaderStore(): HeaderStore {
  let headers: MutableHeader[] = []
  let body: string | undefined

  const find = (name: string) => headers.find(([candidate]) => isSame(candidate, name))

  const remove = (name: string, value?: string): void => {
    headers = headers.filter((header) => {
      return !isSame(header[0], name) || (value !== undefined && value !== headerText(header[1]))
    })
  }


  const setElement = (name: string, index: number, value: string): void => {
    if (index < 0 || index > MAX_INDEX) return
    let header = find(name)
    if (header === undefined) headers.push((header = [name, []]))
    const elements = typeof header[1] === 'string' ? [] : header[1]
    while (elements.length < index) elements.push('')
    elements[index] = value
    header[1] = elements
  }

  const add = (name: string, value: string): void => {
    if (name === '_body') body = value
    const bracket = name.indexOf('[')
    const array = splitArrayText(value)
    if (bracket >= 0) setElement(name.slice(0, bracket), atoi(name.slice(bracket + 1)), value)
    else if (value === '') remove(name)
    else if (array === undefined) headers.push([name, value])
    else if (value !== 'ARRAY::') pushElements(headers, name, array)
  }

  return {
    get headers() {
      return headers
    },
    get body() {
      return body
    },
    add,
    setBody(text) {
      body = text
    },
    get(name) {
      const header = find(name)
      if (header !== undefined) return headerText(header[1])
      return name === '_body' ? body : undefined
    },
    remove,
  }
}

/**
 * Headers as a copy of the event has them, and every delivered event is a copy: the elements of an array are pushed
 * one by one, which merges them into an earlier header of that name and loses empty elements in front.
 */
export function copiedHeaders(headers: readonly FsHeader[]): FsHeader[] {
  const copy: MutableHeader[] = []
  for (const [name, value] of headers) {
    if (typeof value === 'string') copy.push([name, value])
    else pushElements(copy, name, value)
  }
  return copy
}

type MutableHeader = [name: string, value: string | string[]]

/** Appends to the first header of that name, or begins one; an empty element cannot begin it. */
function pushElements(headers: MutableHeader[], name: string, elements: readonly string[]): void {
  const existing = headers.find(([candidate]) => isSame(candidate, name))
  const firstIndex = existing === undefined ? elements.findIndex((element) => element !== '') : 0
  if (firstIndex < 0) return
  const added = elements.slice(firstIndex)
  if (existing === undefined) headers.push([name, added])
  else existing[1] = (typeof existing[1] === 'string' ? [existing[1]] : existing[1]).concat(added)
}

function isSame(left: string, right: string): boolean {
  return left.length === right.length && left.toLowerCase() === right.toLowerCase()
}
