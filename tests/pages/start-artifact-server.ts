import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What a careful viewer of build artifacts sends: nothing may run or be loaded, only styles within the page. */
export const STRICT_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"

/** What Jenkins sends unless it is told otherwise: no script runs, and not even a style sheet within the page. */
export const JENKINS_POLICY = "sandbox allow-same-origin; default-src 'none'; img-src 'self'; style-src 'self';"

export interface StartedArtifactServer extends AsyncDisposable {
  /** Address of a document under a policy. */
  address(name: string, policy?: 'strict' | 'jenkins'): string
}

/** Serves HTML documents on loopback, as the viewer of build artifacts of a CI server does. */
export async function startArtifactServer(
  documents: Readonly<Record<string, string>>,
): Promise<StartedArtifactServer> {
  const server = createServer((request, response) => {
    const [, policy = '', name = ''] = (request.url ?? '').split('/')
    const document = documents[decodeURIComponent(name)]
    response.statusCode = document === undefined ? 404 : 200
    response.setHeader('content-type', 'text/html; charset=utf-8')
    response.setHeader('content-security-policy', policy === 'jenkins' ? JENKINS_POLICY : STRICT_POLICY)
    response.setHeader('x-content-type-options', 'nosniff')
    response.end(document ?? '')
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  let closing: Promise<unknown> | undefined
  return {
    address: (name, policy = 'strict') => `http://127.0.0.1:${port}/${policy}/${encodeURIComponent(name)}`,
    [Symbol.asyncDispose]: async () => {
      closing ??= new Promise((resolve) => server.close(resolve))
      server.closeAllConnections()
      await closing
    },
  }
}
