import { deliveredHeaders } from './event-headers.ts'
import { percentEncode } from './percent-encoding.ts'
import { xmlText } from './xml-text.ts'
import type { FsEvent } from './event.ts'

/**
 * An `<event>` document of two-blank indentation (wire specification 4.8). Header names become element names
 * unchecked, their values are percent-encoded rather than escaped, and arrays repeat the element.
 */
export function serializeXml(event: FsEvent): string {
  let text = '<event>\n  <headers>\n'
  for (const [name, value] of deliveredHeaders(event)) {
    for (const element of typeof value === 'string' ? [value] : value) {
      text += `    <${name}>${percentEncode(element)}</${name}>\n`
    }
  }
  text += '  </headers>\n'
  if (event.body !== undefined && event.body !== '') text += bodyElements(event.body)
  return `${text}</event>\n`
}

/** The closing tag is indented like a new line when the body ends with one. */
function bodyElements(body: string): string {
  const content = xmlText(body)
  const indent = content.endsWith('\n') ? '  ' : ''
  return `  <Content-Length>${body.length}</Content-Length>\n  <body>${content}${indent}</body>\n`
}
