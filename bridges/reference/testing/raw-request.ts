import { connect } from 'node:net'

import { eventually } from './eventually.ts'

export type RawRequest = {
  /** Status codes of the replies so far. */
  readonly statuses: () => readonly number[]
  readonly text: () => string
  readonly write: (text: string | Buffer) => void
  readonly closed: () => boolean
  readonly destroy: () => void
  /** Waits for the n-th reply and returns its status. */
  readonly status: (nth?: number) => Promise<number>
}

/** An HTTP client that sends exactly the octets it is given. */
export const openRawRequest = (port: number, text = '', localAddress = '127.0.0.1'): RawRequest => {
  const socket = connect({ port, host: '127.0.0.1', localAddress, noDelay: true })
  let received = ''
  let closed = false
  socket.on('data', (chunk) => {
    received += chunk.toString('latin1')
  })
  socket.on('error', () => {})
  socket.on('close', () => {
    closed = true
  })
  if (text !== '') socket.write(text)
  const statuses = (): readonly number[] =>
    Array.from(received.matchAll(/^HTTP\/1\.1 (\d{3}) /gm), ([, code]) => Number(code))
  return {
    statuses,
    text: () => received,
    write: (more) => socket.write(more),
    closed: () => closed,
    destroy: () => socket.destroy(),
    status: (nth = 1) => eventually(`reply ${nth}`, () => statuses()[nth - 1]),
  }
}

/** A POST of a form as a softswitch machine writes it. */
export const formPost = (form: string, target = '/events?authkey=key', more = ''): string =>
  `POST ${target} HTTP/1.1\r\nHost: bridge\r\nContent-Type: application/x-www-form-urlencoded\r\n${more}` +
  `Content-Length: ${Buffer.byteLength(form)}\r\n\r\n${form}`
