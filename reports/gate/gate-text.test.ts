import { expect, describe, test } from 'vitest'
import { HOSTILE } from '../fixtures/hostile-record.ts'
import { sampleGate } from '../fixtures/sample-gate.ts'
import { renderGate } from './gate-text.ts'

const RECORD = sampleGate()

describe('renderGate()', () => {
  test('says on one screen what is worse, by how much, and what that is worth', () => {
    const text = renderGate(RECORD)
    expect(text).toMatch(/^FAIL {2}reference against the stored baseline of reference \(2 runs\)\n {2}- ingress/)
    expect(text).toMatch(/ingress\.reply\.p99 +\+12 % +< 0\.001 +✗ worse/)
    expect(text).toMatch(/websocket\.latency\.p99 +-3 % +0\.600 +✓ same/)
    expect(text).toMatch(/webhook\.latency\.p99\.9 +– +– +\? unknown +2 blocks/)
    expect(text).toContain('\nA stored baseline is for trends\n')
    expect(text.split('\n').length).toBeLessThan(24)
  })

  test('shows control characters of others as text', () => {
    const verdict = { status: 'fail', reasons: [{ status: 'fail', message: HOSTILE }] } as const
    expect(renderGate({ ...RECORD, verdict })).not.toContain('\u001b')
  })
})
