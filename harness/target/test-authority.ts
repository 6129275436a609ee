import { isIP } from 'node:net'
import type { SelfsignedOptions } from 'selfsigned'

/** What a TLS server proves itself by, in PEM form. */
export interface Credentials {
  readonly certificate: string
  readonly key: string
}

/** An authority of the harness's own. Its key lives in memory only and is forgotten with it. */
export interface TestAuthority {
  /** In PEM form: who trusts it trusts what it issues. */
  readonly certificate: string
  /** A certificate for a server with these names and IP addresses. @default valid now, for a day more */
  issue(hosts: readonly string[], validity?: 'now' | 'over'): Promise<Credentials>
}

const DAY_MS = 86_400_000
/** Elliptic curves: a key is made in milliseconds. */
const KIND = { keyType: 'ec', algorithm: 'sha256' } as const satisfies SelfsignedOptions

/** Makes an authority that nobody trusts who is not told to. @param name what its certificate says who it is */
export async function createTestAuthority(name: string): Promise<TestAuthority> {
  // Loaded when it is needed: most runs are without TLS.
  const { generate } = await import('selfsigned')
  // Clocks in a container or a virtual machine may be behind ours.
  const notBeforeDate = (): Date => new Date(Date.now() - 2 * DAY_MS)
  const own = await generate([{ name: 'commonName', value: name }], {
    ...KIND,
    notBeforeDate: notBeforeDate(),
    notAfterDate: new Date(Date.now() + 2 * DAY_MS),
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, critical: true },
    ],
  })
  return {
    certificate: own.cert,
    async issue(hosts, validity = 'now') {
      const issued = await generate([{ name: 'commonName', value: 'callstorm' }], {
        ...KIND,
        notBeforeDate: notBeforeDate(),
        notAfterDate: new Date(Date.now() + (validity === 'now' ? DAY_MS : -DAY_MS)),
        ca: { cert: own.cert, key: own.private },
        extensions: [
          { name: 'basicConstraints', cA: false },
          { name: 'extKeyUsage', serverAuth: true },
          { name: 'subjectAltName', altNames: hosts.map(alternativeName) },
        ],
      })
      return { certificate: issued.cert, key: issued.private }
    },
  }
}

/** Types of RFC 5280, section 4.2.1.6: 2 is a DNS name, 7 an IP address. */
const alternativeName = (host: string) => (isIP(host) === 0 ? { type: 2, value: host } as const : { type: 7, ip: host } as const)
