import { describe, expect, it } from 'vitest'
import type { Hostility } from '../bridges/bad-bridge.ts'
import { harmDone } from '../bridges/harm-done.ts'

/** One door each is enough: whatever the check is about, all of them are attacked. */
describe('a hostile bridge', () => {
  it.each(['replies', 'slow-drip', 'not-utf8', 'fragments', 'nested', 'bomb', 'webhooks', 'commands'] as const satisfies readonly Hostility[])('that sends %s passes no check, and neither hangs nor fills the harness', async (hostility) => {
    expect(await harmDone(hostility, 'ing/decode')).toEqual([])
  })
})
