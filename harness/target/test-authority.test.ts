import { X509Certificate } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { createTestAuthority } from './test-authority.ts'

describe('createTestAuthority()', () => {
  test('issue() signs for names and addresses, with a key that fits', async () => {
    const authority = await createTestAuthority('authority of a test')
    const issued = await authority.issue(['127.0.0.1', '::1', 'localhost'])
    const certificate = new X509Certificate(issued.certificate)
    const signer = new X509Certificate(authority.certificate)
    expect(certificate.verify(signer.publicKey)).toBe(true)
    expect(certificate.checkIP('127.0.0.1') && certificate.checkIP('::1') && certificate.checkHost('localhost')).toBeTruthy()
    expect(certificate.checkIP('127.0.0.2')).toBeUndefined()
    expect(certificate.validTo).not.toBe('')
    expect([certificate.ca, signer.ca]).toEqual([false, true])
  })

  test('issue() makes one that is over when asked to', async () => {
    const { issue } = await createTestAuthority('authority of a test')
    const over = new X509Certificate((await issue(['localhost'], 'over')).certificate)
    expect(Date.parse(over.validTo)).toBeLessThan(Date.now())
    expect(Date.parse(over.validFrom)).toBeLessThan(Date.parse(over.validTo))
  })
})
