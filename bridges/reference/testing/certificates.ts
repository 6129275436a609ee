import { generate } from 'selfsigned'

import type { TlsIdentity } from '../tls.ts'

const DAY_MS = 86_400_000

const options = { keyType: 'ec', algorithm: 'sha256', notBeforeDate: new Date(Date.now() - 2 * DAY_MS) } as const

/** An authority of the test's own. */
export const makeAuthority = async (name: string): Promise<TlsIdentity> => {
  const { cert, private: key } = await generate([{ name: 'commonName', value: name }], {
    ...options,
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, critical: true },
    ],
  })
  return { cert, key }
}

/** A server's certificate for a name or an IP address, signed by the authority, good for a day unless it is over. */
export const makeIdentity = async (
  authority: TlsIdentity,
  host: { readonly ip: string } | { readonly name: string },
  validFor: 'expired' | 'a day' = 'a day',
): Promise<TlsIdentity> => {
  const { cert, private: key } = await generate([{ name: 'commonName', value: 'bridge test' }], {
    ...options,
    notAfterDate: new Date(Date.now() + (validFor === 'expired' ? -DAY_MS : DAY_MS)),
    ca: authority,
    extensions: [
      { name: 'basicConstraints', cA: false },
      { name: 'extKeyUsage', serverAuth: true },
      {
        name: 'subjectAltName',
        altNames: ['ip' in host ? { type: 7, ip: host.ip } : { type: 2, value: host.name }],
      },
    ],
  })
  return { cert, key }
}
