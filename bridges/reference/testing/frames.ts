/** Event Socket frames as a server writes them, made for the bridge's own tests. */

export type Headers = Readonly<Record<string, string>> | readonly (readonly [string, string])[]

const pairs = (headers: Headers): readonly (readonly [string, string])[] =>
  Array.isArray(headers) ? headers : Object.entries(headers)

/** Header values go in as they are: encode them yourself where that matters. */
export const plainFrame = (headers: Headers, body?: string): Buffer => {
  const lines = pairs(headers)
    .map(([name, value]) => `${name}: ${value}\n`)
    .join('')
  const inner = Buffer.from(
    body === undefined ? `${lines}\n` : `${lines}Content-Length: ${Buffer.byteLength(body)}\n\n${body}`,
  )
  return frame('text/event-plain', inner)
}

export const jsonFrame = (json: string | Buffer): Buffer => frame('text/event-json', Buffer.from(json))

export const frame = (contentType: string, body: Buffer): Buffer =>
  Buffer.concat([Buffer.from(`Content-Length: ${body.length}\nContent-Type: ${contentType}\n\n`), body])

export const notice = (body = 'Disconnected, goodbye.\nSee you at ClueCon! http://www.cluecon.com/\n'): Buffer =>
  Buffer.from(`Content-Type: text/disconnect-notice\nContent-Length: ${body.length}\n\n${body}`)

export const created = (uuid: string, more: Readonly<Record<string, string>> = {}): Buffer =>
  plainFrame({
    'Event-Name': 'CHANNEL_CREATE',
    'Event-Date-Timestamp': '1795310582733942',
    'Channel-State': 'CS_INIT',
    'Channel-Call-State': 'DOWN',
    'Unique-ID': uuid,
    'Call-Direction': 'inbound',
    'Channel-Call-UUID': `${uuid}-call`,
    'Caller-Caller-ID-Name': 'Alice',
    'Caller-Caller-ID-Number': '1000',
    'Caller-Destination-Number': '9100',
    ...more,
  })
