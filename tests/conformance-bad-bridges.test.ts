import { describe, expect, it } from 'vitest'
import { CHECKS } from '../scenarios/conformance/index.ts'
import { judgeBadBridge, profileOf, QUICK_HOSTILITIES } from './bridges/bad-bridge.ts'
import { harmDone } from './bridges/harm-done.ts'
import { smallRun } from './fixtures/small-run.ts'

/** Far more than any of these takes: what must not hang is ended by the bounds of the harness itself. */
const LONG = 120_000
const only = (...ids: readonly string[]) => CHECKS.filter(({ id }) => ids.includes(id))

const passedIn = (results: readonly { readonly id: string; readonly status: string }[]): string[] => results.filter(({ status }) => status === 'pass').map(({ id }) => id)

/** One at each door, and what asks for silence besides: a bridge that says nothing would pass it if silence were enough. */
describe.concurrent('a bridge that accepts everything and says nothing', () => {
  const checks = only('esl/percent', 'ws/ping', 'sec/key-missing', 'post/shape')

  it('passes no check', { timeout: LONG }, async () => {
    const { results, verdict } = await judgeBadBridge('null', checks)
    expect(passedIn(results)).toEqual([])
    expect(verdict.status).not.toBe('pass')
    expect(results).toHaveLength(4)
  })
})

describe.concurrent('a bridge that sends back what it gets', () => {
  it('passes no check', { timeout: LONG }, async () => {
    const { results } = await judgeBadBridge('mirror', only('esl/percent', 'ing/decode', 'ws/ping', 'ws/handshake'))
    expect(passedIn(results)).toEqual([])
    expect(results).toHaveLength(4)
  })
})

describe.concurrent('a bridge that says more than it was told', () => {
  it('fails every check that forbids or counts', { timeout: LONG }, async () => {
    const { results } = await judgeBadBridge('chatterbox', only('esl/percent', 'map/unmapped', 'sec/key-missing', 'ing/repeated'))
    expect(results.map(({ status }) => status)).toEqual(['fail', 'fail', 'fail', 'fail'])
  })
})

/** At a door that is taken by force each, and at one beside it; what else a bridge may do is proven by `npm run test:hostile`. */
describe('a hostile bridge', () => {
  it.each(QUICK_HOSTILITIES)('that sends %s passes no check, and neither hangs nor fills the harness', { timeout: LONG }, async (hostility) => {
    expect(await harmDone(hostility, 'ws/ping', 'ing/decode')).toEqual([])
  })
})

describe.concurrent('a load run', () => {
  it.each(['null', 'chatterbox'] as const)('never passes the %s bridge', { timeout: LONG }, async (name) => {
    const { verdict } = await smallRun({ profile: profileOf(name) })
    expect(['fail', 'invalid']).toContain(verdict.status)
  })

  it('never passes a hostile bridge that sends without end', { timeout: LONG }, async () => {
    const { verdict } = await smallRun({ profile: profileOf('hostile', 'flood') })
    expect(['fail', 'invalid']).toContain(verdict.status)
  })
})
