import { describe, expect, it } from 'vitest'
import { CHECKS } from '../scenarios/conformance/index.ts'
import { HOSTILITIES, judgeBadBridge, profileOf } from './bridges/bad-bridge.ts'
import { smallRun } from './fixtures/small-run.ts'

const LONG = 200_000
/** The first few of each topic that are over soon: all of them take minutes against a bridge that lets each one wait. */
const checks = [...new Set(CHECKS.map(topicOf))].flatMap((topic) =>
  CHECKS.filter((check) => topicOf(check) === topic && !check.exclusive && (check.seconds ?? 2) <= 4).slice(0, 2),
)

function topicOf({ id }: { readonly id: string }): string {
  return id.split('/')[0] ?? ''
}

const passedIn = (results: readonly { readonly id: string; readonly status: string }[]): string[] => results.filter(({ status }) => status === 'pass').map(({ id }) => id)

describe('a bridge that accepts everything and says nothing', () => {
  it('passes no check', { timeout: LONG }, async () => {
    const { results, verdict } = await judgeBadBridge('null', checks)
    expect(passedIn(results)).toEqual([])
    expect(verdict.status).not.toBe('pass')
    expect(results).toHaveLength(checks.length)
  })
})

describe('a bridge that sends back what it gets', () => {
  it('passes no check', { timeout: LONG }, async () => {
    const { results } = await judgeBadBridge('mirror', checks)
    expect(passedIn(results)).toEqual([])
  })
})

describe('a bridge that says more than it was told', () => {
  it('passes no check that forbids or counts', { timeout: LONG }, async () => {
    const { results } = await judgeBadBridge('chatterbox', checks)
    expect(passedIn(results)).toEqual([])
    expect(results.filter(({ status }) => status === 'fail').length).toBeGreaterThan(5)
  })
})

/** What the main thread may hold beyond what it had: the room of all rigs, what is made of it, and garbage. */
const MORE_MEMORY = 1.5 * 2 ** 30

describe('a hostile bridge', () => {
  const few = CHECKS.filter(({ id }) => ['esl/percent', 'ws/ping', 'ing/decode', 'post/encoding'].includes(id))

  it.each(HOSTILITIES)('that sends %s passes no check, and neither hangs nor fills the harness', { timeout: LONG }, async (hostility) => {
    const before = process.memoryUsage().rss
    let most = before
    const watch = setInterval(() => (most = Math.max(most, process.memoryUsage().rss)), 100)
    const record = await judgeBadBridge('hostile', few, { hostility })
    clearInterval(watch)
    expect(passedIn(record.results)).toEqual([])
    expect(record.results).toHaveLength(few.length)
    expect(JSON.stringify(record).length).toBeLessThan(2 ** 20)
    expect(most - before).toBeLessThan(MORE_MEMORY)
    expect(Object.prototype).not.toHaveProperty('polluted')
  })
})

describe('a load run', () => {
  it.each(['null', 'mirror', 'chatterbox'] as const)('never passes the %s bridge', { timeout: LONG }, async (name) => {
    const { verdict } = await smallRun({ profile: profileOf(name) })
    expect(['fail', 'invalid']).toContain(verdict.status)
  })

  it.each(['html', 'huge-frames', 'not-utf8', 'flood', 'webhooks'] as const)('never passes a hostile bridge that sends %s', { timeout: LONG }, async (hostility) => {
    const { verdict } = await smallRun({ profile: profileOf('hostile', hostility) })
    expect(['fail', 'invalid']).toContain(verdict.status)
  })
})
