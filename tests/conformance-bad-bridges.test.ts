import { describe, expect, it } from 'vitest'
import { CHECKS } from '../scenarios/conformance/index.ts'
import { judgeBadBridge } from './bridges/bad-bridge.ts'

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
