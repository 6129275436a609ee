import { describe, expect, it } from 'vitest'
import { OTHER_HOSTILITIES } from '../bridges/bad-bridge.ts'
import { harmDone } from '../bridges/harm-done.ts'

/** One door each is enough: whatever the check is about, all of them are attacked. */
describe('a hostile bridge', () => {
  it.each(OTHER_HOSTILITIES)('that sends %s passes no check, and neither hangs nor fills the harness', async (hostility) => {
    expect(await harmDone(hostility, 'ing/decode')).toEqual([])
  })
})
