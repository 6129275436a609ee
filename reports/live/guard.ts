import type { IncomingMessage } from 'node:http'

/** Why a request is refused: a status and a sentence; undefined when it is welcome. */
export interface Refusal {
  readonly status: 403 | 405 | 421
  readonly because: string
}

/**
 * Lets in only what a page of this very server asks for, or a person who opens it. A name that was rebound to
 * 127.0.0.1 shows in Host; a page of another origin shows in Sec-Fetch-Site or Origin, and would be kept from reading
 * the answer by its browser anyway.
 */
export function refusalOf({ method = '', headers }: IncomingMessage, port: number): Refusal | undefined {
  if (method !== 'GET' && method !== 'HEAD') return { status: 405, because: 'only GET is answered' }
  const own = ['127.0.0.1', 'localhost', '[::1]'].map((host) => `${host}:${port}`)
  if (!own.includes(headers.host ?? '')) return { status: 421, because: 'this server answers on loopback names only' }
  const { origin, 'sec-fetch-site': site, 'sec-fetch-mode': mode } = headers
  const isForeign = origin !== undefined && !own.some((host) => origin === `http://${host}`)
  const isAskedByOthers = site !== undefined && !['same-origin', 'none'].includes(site) && mode !== 'navigate'
  return isForeign || isAskedByOthers ? { status: 403, because: 'pages of other origins are not answered' } : undefined
}
