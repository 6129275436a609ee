import { createPrivateKey, X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createSecureContext, rootCertificates, type ConnectionOptions, type SecureContext } from 'node:tls'

/** What a listener proves itself by, in PEM form. */
export type TlsIdentity = { readonly cert: string; readonly key: string }

/**
 * What a connection that the bridge opens demands: the certificate is signed by an authority that is trusted, is valid
 * today, and names the host of the URL. Said although it is Node's default, which the environment can switch off.
 */
export type TlsTrust = { readonly secureContext: SecureContext } & Readonly<Pick<ConnectionOptions, 'rejectUnauthorized'>>

/** @param authorities certificates in PEM form that are trusted as well as the well-known ones */
export const createTrust = (authorities: string | undefined): TlsTrust => ({
  // Made once: reading the authorities for each connection takes milliseconds.
  secureContext: createSecureContext(authorities === undefined ? {} : { ca: [...rootCertificates, authorities] }),
  rejectUnauthorized: true,
})

/** Text of a file with certificates in PEM form. Throws an Error that says what it must be, without its content. */
export const readCertificates = (file: string): string => readPem(file, 'certificate', (pem) => new X509Certificate(pem))

/** Text of a file with a private key in PEM form, which is not encrypted. Throws like `readCertificates`. */
export const readPrivateKey = (file: string): string => readPem(file, 'private key', createPrivateKey)

/** Whether the key is the one of the (first) certificate. */
export const isPair = ({ cert, key }: TlsIdentity): boolean =>
  new X509Certificate(cert).checkPrivateKey(createPrivateKey(key))

const readPem = (file: string, what: string, parse: (pem: string) => unknown): string => {
  try {
    const pem = readFileSync(file, 'utf8')
    parse(pem)
    return pem
  } catch (cause) {
    throw new TypeError(`it must be a readable file with a ${what} in PEM form: current value is "${file}"`, { cause })
  }
}
