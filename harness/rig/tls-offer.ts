import { once } from 'node:events'
import { connect } from 'node:net'
import { connect as connectTls, type SecureVersion } from 'node:tls'

/** What became of a TLS handshake that we began. */
export interface TlsOffer {
  /** Why there was no connection; undefined when there was one. */
  readonly problem: string | undefined
  /** Whether our side could offer what it was asked to at all. */
  readonly offered: boolean
  /** What the other side presented, DER in base64; undefined when there was no connection. */
  readonly certificate: string | undefined
}

export interface TlsOfferOptions {
  /** Authority that must have signed the certificate. @default any */
  readonly ca?: string | undefined
  /** The only version that is offered. @default what Node offers */
  readonly version?: SecureVersion
}

const WITHIN_MS = 5000

/** Begins a TLS handshake and ends the connection when it is over, well or badly. */
export async function offerTls(host: string, port: number, { ca, version }: TlsOfferOptions = {}): Promise<TlsOffer> {
  // Old versions are switched off in the library by default: their ciphers are weak, which is what is asked about.
  const versions = version && { minVersion: version, maxVersion: version, ciphers: 'DEFAULT:@SECLEVEL=0' }
  const socket = connectTls({ host, port, timeout: WITHIN_MS, ...versions, ...(ca === undefined ? { rejectUnauthorized: false } : { ca }) })
  socket.on('timeout', () => socket.destroy(new Error(`no handshake within ${WITHIN_MS} ms`)))
  try {
    await once(socket, 'secureConnect')
    return { problem: undefined, offered: true, certificate: socket.getPeerX509Certificate()?.raw.toString('base64') }
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error)
    // Ours, before anything was sent: this machine's library was built without the version.
    return { problem: code, offered: !/NO_PROTOCOLS_AVAILABLE|NO_CIPHERS_AVAILABLE/.test(code), certificate: undefined }
  } finally {
    socket.on('error', () => undefined)
    socket.destroy()
  }
}

/** Sends octets without TLS and returns the status of what is answered in plain HTTP, 0 for anything else. */
export async function talkPlainly(host: string, port: number, octets: Uint8Array): Promise<number> {
  const socket = connect({ host, port, timeout: WITHIN_MS })
  let answer = ''
  socket.on('data', (piece: Buffer) => {
    answer += piece.toString('latin1', 0, 64)
    // An upgraded connection stays open.
    if (answer.includes('\r\n')) socket.destroy()
  })
  socket.on('timeout', () => socket.destroy())
  socket.on('error', () => undefined)
  socket.write(octets)
  await once(socket, 'close')
  return Number(/^HTTP\/1\.[01] (\d{3})/.exec(answer)?.[1] ?? 0)
}
