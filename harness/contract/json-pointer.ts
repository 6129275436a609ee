/** JSON Pointers (RFC 6901), and plain names as the shortest of them. */

/** Whether a text that begins with `/` is one: `~` stands only before 0 or 1. */
export const isPointer = (text: string): boolean => /^(\/([^~]|~[01])*)*$/.test(text)

/** The names on the way to a place. `caller` and `/caller` are the same place; the empty text is the whole document. */
export function pointerParts(place: string): readonly string[] {
  if (!place.startsWith('/')) return place === '' ? [] : [place]
  return place
    .slice(1)
    .split('/')
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
}
