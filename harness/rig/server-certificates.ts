import { createTestAuthority, type Credentials, type TestAuthority } from '../target/test-authority.ts'

/** Who signs certificates in a run. */
export interface TestAuthorities {
  readonly trusted: TestAuthority
  readonly stranger: TestAuthority
}

/** Certificates for servers that the bridge reaches at one host, and what is wrong with some of them. */
export interface ServerCertificates {
  /** PEM of the authority that the bridge is told to trust. */
  readonly authority: string
  readonly good: Credentials
  /** A further good one, for the bridge itself. */
  issue(): Promise<Credentials>
  /** For the right host by the right authority, but not valid any more. */
  expired(): Promise<Credentials>
  /** Valid and by the right authority, but for another host. */
  wrongName(): Promise<Credentials>
  /** Valid and for the right host, but by an authority that the bridge does not know. */
  unknownAuthority(): Promise<Credentials>
}

const OTHER_HOSTS = ['other.example', '127.0.0.99']
/** Names by which the two sides may know each other, the bridge in a container included. */
const HERE = ['127.0.0.1', '::1', 'localhost', 'host.docker.internal']

/** @param host at which the bridge reaches the servers, or we the bridge */
export async function makeCertificates({ trusted, stranger }: TestAuthorities, host: string): Promise<ServerCertificates> {
  const hosts = [...new Set([...HERE, host])]
  return {
    authority: trusted.certificate,
    good: await trusted.issue(hosts),
    issue: () => trusted.issue(hosts),
    expired: () => trusted.issue(hosts, 'over'),
    wrongName: () => trusted.issue(OTHER_HOSTS),
    unknownAuthority: () => stranger.issue(hosts),
  }
}

/** Makes the authorities of a run when they are first asked for. */
export function createAuthorities(): () => Promise<TestAuthorities> {
  let made: Promise<TestAuthorities> | undefined
  const make = async (): Promise<TestAuthorities> => {
    const [trusted, stranger] = await Promise.all([createTestAuthority('callstorm test authority'), createTestAuthority('authority that nobody trusts')])
    return { trusted, stranger }
  }
  return () => (made ??= make())
}
