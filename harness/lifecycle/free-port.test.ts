import { once } from 'node:events'
import { createServer } from 'node:net'
import { describe, expect, test } from 'vitest'
import { isOwnAddress, reservePorts } from './free-port.ts'

async function listen(port: number): Promise<string> {
  const server = createServer()
  const outcome = once(server, 'listening').then(
    () => 'listening',
    (error: NodeJS.ErrnoException) => error.code ?? error.message,
  )
  server.listen(port, '127.0.0.1')
  const result = await outcome
  server.close()
  return result
}

describe('reservePorts()', () => {
  test('reservePorts() holds distinct ports that nobody can bind until they are released', async () => {
    await using reserved = await reservePorts(3)
    const [port = 0] = reserved.ports
    expect(new Set(reserved.ports).size).toBe(3)
    expect(await listen(port)).toBe('EADDRINUSE')
    await reserved.release()
    expect(await listen(port)).toBe('listening')
  })

  test('reservePorts() never gives a port twice, released or not', async () => {
    const seen: number[] = []
    for (let i = 0; i < 20; i++) {
      await using reserved = await reservePorts(2)
      seen.push(...reserved.ports)
    }
    expect(new Set(seen).size).toBe(seen.length)
  })

  test('reservePorts() says which address is not of this machine', async () => {
    await expect(reservePorts(1, '192.0.2.1')).rejects.toThrow('"192.0.2.1" must be an address of this machine')
  })
})

describe('isOwnAddress()', () => {
  test('isOwnAddress() tells addresses of this machine from others', async () => {
    expect(await isOwnAddress('127.0.0.1')).toBe(true)
    expect(await isOwnAddress('192.0.2.1')).toBe(false)
  })
})
