import { once } from 'node:events'
import { createServer, type AddressInfo, type Socket } from 'node:net'
import { beforeAll, describe, expect, test } from 'vitest'
import { createTestAuthority, type TestAuthority } from '../target/test-authority.ts'
import { accept, dial, onceSecured, reset } from './secure-socket.ts'

let authority: TestAuthority
beforeAll(async () => {
  authority = await createTestAuthority('authority of a test')
})

/** A server whose sockets are TLS when it has a certificate, and a client of it. */
async function connect(hosts: readonly string[] | undefined) {
  const credentials = hosts && (await authority.issue(hosts))
  let secured = false
  const server = createServer((carrier) => {
    const socket = accept(carrier, credentials)
    onceSecured(socket, () => {
      secured = true
    })
    socket.on('error', () => undefined)
    server.emit('accepted', socket)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const accepted = once(server, 'accepted') as Promise<[Socket]>
  const client = dial({ host: '127.0.0.1', port: (server.address() as AddressInfo).port }, hosts && authority.certificate)
  return {
    client,
    accepted,
    isSecured: () => secured,
    [Symbol.asyncDispose]: async () => {
      client.destroy()
      const [socket] = await accepted
      socket.destroy()
      server.close()
    },
  }
}

describe.each([['plain', undefined], ['TLS', ['127.0.0.1']]])('dial() and accept(), %s', (_name, hosts) => {
  test('carry octets both ways', async () => {
    await using pair = await connect(hosts)
    pair.client.write('question')
    const [socket] = await pair.accepted
    const [question] = (await once(socket, 'data')) as [Buffer]
    socket.write('answer')
    const [answer] = (await once(pair.client, 'data')) as [Buffer]
    expect([question.toString(), answer.toString(), pair.isSecured()]).toEqual(['question', 'answer', true])
  })

  test('reset() of one side is a reset for the other', async () => {
    await using pair = await connect(hosts)
    pair.client.write('question')
    const [socket] = await pair.accepted
    await once(socket, 'data')
    const error = once(pair.client, 'error') as Promise<[NodeJS.ErrnoException]>
    reset(socket)
    expect((await error)[0].code).toBe('ECONNRESET')
  })
})

describe('dial() over TLS', () => {
  test('refuses a certificate for another host, and nothing is secured', async () => {
    await using pair = await connect(['127.0.0.99'])
    const [error] = (await once(pair.client, 'error')) as [NodeJS.ErrnoException]
    expect(error.code).toBe('ERR_TLS_CERT_ALTNAME_INVALID')
  })
})
