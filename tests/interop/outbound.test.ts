import { describe, expect, test } from 'vitest'
import { waitUntil } from '../../harness/lifecycle/wait-until.ts'
import { ANSWER_MS } from './client.ts'
import { type ClientEntry, CLIENTS } from './client-matrix.ts'
import { startEslServer } from './esl-server.ts'
import { startDrachtioModeslServer, startModeslServer } from './modesl-server.ts'
import { startNodeUnderTest } from './node-under-test.ts'
import type { StartOutboundServer } from './outbound-server.ts'

const SERVERS: Readonly<Record<string, StartOutboundServer>> = {
  modesl: startModeslServer,
  'drachtio-modesl': startDrachtioModeslServer,
  esl: startEslServer,
}

const NO_TRAFFIC_MS = 60_000
const entries: readonly ClientEntry[] = CLIENTS

describe.each(entries)('calls sent to $name', ({ name, outbound }) => {
  const start = SERVERS[name]
  test('are offered where its entry says so', () => {
    expect(start === undefined ? 'not offered' : 'server').toBe(outbound)
  })
  if (start === undefined) return

  test('run its applications and end by its hang-up', async () => {
    await using under = await startNodeUnderTest(NO_TRAFFIC_MS)
    await using server = await start()
    const uuid = await under.call(`socket(127.0.0.1:${server.port} async full)`)
    const call = await server.next()
    expect(call.uuid).toBe(uuid)
    expect(await call.execute('set', 'colour=blue')).toBe('set')
    expect(await under.api('uuid_getvar', `${uuid} colour`)).toBe('blue')
    expect(await call.execute('playback', 'tone_stream://%(50,0,440)')).toBe('playback')
    call.hangUp()
    await call.ended
    await waitUntil('the call has ended', () => under.node.calls.legs.size === 0, { withinMs: ANSWER_MS })
  })

  test('end for it when the caller hangs up', async () => {
    await using under = await startNodeUnderTest(NO_TRAFFIC_MS)
    await using server = await start()
    const uuid = await under.call(`socket(127.0.0.1:${server.port} async full)`)
    const call = await server.next()
    expect(await under.api('uuid_kill', uuid)).toBe('+OK\n')
    await call.ended
    await waitUntil('the call has ended', () => under.node.calls.legs.size === 0, { withinMs: ANSWER_MS })
  })

  test('come one after the other, each with a connection of its own', async () => {
    await using under = await startNodeUnderTest(NO_TRAFFIC_MS)
    await using server = await start()
    const uuids: string[] = []
    for (let count = 0; count < 3; count++) {
      uuids.push(await under.call(`socket(127.0.0.1:${server.port} async full)`))
    }
    const calls = [await server.next(), await server.next(), await server.next()]
    expect(calls.map((call) => call.uuid).sort()).toEqual(uuids.sort())
    for (const call of calls) call.hangUp()
    await Promise.all(calls.map((call) => call.ended))
  })
})
