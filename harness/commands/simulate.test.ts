import { Command } from 'commander'
import { createServer } from 'node:net'
import { once } from 'node:events'
import { describe, expect, it } from 'vitest'
import { registerSimulate } from './simulate.ts'
import { UsageError } from './usage-error.ts'

/** What the command is refused with. */
async function refusalOf(...parameters: readonly string[]): Promise<unknown> {
  const program = new Command('callstorm')
  registerSimulate(program)
  return await program.parseAsync(['simulate', ...parameters], { from: 'user' }).then(
    () => 'not refused',
    (error: unknown) => error,
  )
}

async function expectRefusal(parameters: readonly string[], message: string): Promise<void> {
  const error = await refusalOf(...parameters)
  expect(error).toBeInstanceOf(UsageError)
  expect(String(error)).toContain(message)
}

const KEY = 'abcdefghijklmnopqrstuvwxyz123456'

describe('simulate freeswitch', () => {
  it('refuses more nodes than there are ports', async () => {
    await expectRefusal(['freeswitch', '--port', '65535', '--nodes', '3'], 'each needs a port up to 65535: the first is 65535')
  })

  it('takes a port that is not free for misuse, and names it', async () => {
    const other = createServer().listen(0, '127.0.0.1')
    await once(other, 'listening')
    const address = other.address()
    const port = typeof address === 'object' && address ? address.port : 0
    try {
      await expectRefusal(['freeswitch', '--port', String(port)], `current value is "127.0.0.1:${port}" (EADDRINUSE)`)
      await expectRefusal(['softswitch', '--send-events-to-messaged', '--authkey', KEY, '--port', String(port)], `current value is 127.0.0.1:${port}`)
    } finally {
      other.close()
    }
  })
})

describe('simulate softswitch', () => {
  it.each([
    ['nope', 'the URL must be absolute'],
    ['ftp://127.0.0.1/', 'the scheme must be "http:"'],
  ])('refuses to post to %s', async (url, message) => {
    await expectRefusal(['softswitch', '--send-events-to-url', url], message)
  })
})
