import { describe, expect, test } from 'vitest'
import type { AbRecord, GateResult } from '../harness/model/gate.ts'
import { HOSTILE } from './fixtures/hostile-record.ts'
import { sampleRecord } from './fixtures/sample-record.ts'
import { renderAb, renderGate } from './gate-text.ts'

const record = sampleRecord()
const runs = { baseline: [record, record], candidate: [record] }
const RESULT: GateResult = {
  verdict: { status: 'fail', reasons: [{ status: 'fail', message: 'ingress.reply.p99 is 12.0 % worse' }] },
  objectives: [{ text: 'events.lost == 0', status: 'met', measured: '0', margin: undefined, note: '' }],
  regressions: [
    { metric: 'ingress.reply.p99', status: 'worse', shift: Math.log(1.12), p: 0.0004, note: '30 and 30 blocks' },
    { metric: 'websocket.latency.p99', status: 'same', shift: Math.log(0.97), p: 0.6, note: '30 and 30 blocks' },
    { metric: 'webhook.latency.p99.9', status: 'unknown', shift: undefined, p: undefined, note: '2 blocks' },
  ],
  caveat: 'A stored baseline is for trends',
}

describe('renderGate()', () => {
  test('says on one screen what is worse, by how much, and what that is worth', () => {
    const text = renderGate(RESULT, runs)
    expect(text).toMatch(/^FAIL {2}reference against the stored baseline of reference \(2 runs\)\n {2}- ingress/)
    expect(text).toMatch(/ingress\.reply\.p99 +\+12 % +< 0\.001 +worse/)
    expect(text).toMatch(/websocket\.latency\.p99 +-3 % +0\.600 +same/)
    expect(text).toMatch(/webhook\.latency\.p99\.9 +– +– +unknown +2 blocks/)
    expect(text).toContain('\nA stored baseline is for trends\n')
    expect(text.split('\n').length).toBeLessThan(24)
  })

  test('shows control characters of others as text', () => {
    const hostile = { status: 'fail', reasons: [{ status: 'fail', message: HOSTILE }] } as const
    expect(renderGate({ ...RESULT, verdict: hostile }, runs)).not.toContain('\u001b')
  })
})

describe('renderAb()', () => {
  const decision: AbRecord['decision'] = {
    status: 'pass',
    because: 'B is not worse than A by more than 5 %',
    metrics: [
      {
        metric: 'websocket.latency.p99',
        status: 'pass',
        quads: 15,
        shift: 0.0099,
        p: 0.3,
        adjustedP: 0.6,
        pOfMissed: 0.002,
      },
    ],
    quads: 16,
    dropped: 1,
  }
  const AB: AbRecord = {
    schema: 'callstorm.ab/1',
    callstorm: '0.1.0',
    scenario: record.scenario,
    startedAt: record.startedAt,
    endedAt: record.endedAt,
    command: 'npm start -- ab --a reference --b mine',
    environment: record.environment,
    a: 'reference',
    b: 'mine',
    metrics: ['websocket.latency.p99'],
    quads: [],
    decision,
    verdict: { status: 'pass', reasons: [] },
  }

  test('says how B compares, by how many quads, and how to repeat it', () => {
    const text = renderAb(AB)
    expect(text).toMatch(/^PASS {2}B mine against A reference under busy-hour\n {2}B is not worse/)
    expect(text).toMatch(/websocket\.latency\.p99 +\+0\.995 % +0\.600 +0\.002 +15 +not worse/)
    expect(text).toContain('16 quads A B B A, 1 of them void')
    expect(text).toContain('Repeat npm start -- ab --a reference --b mine')
  })

  test('gives no figure of a latency that no quad knows', () => {
    const [metric] = decision.metrics
    const open = {
      ...metric,
      metric: 'ingress.reply.p99',
      status: 'open',
      quads: 0,
      shift: 0,
    } as (typeof decision.metrics)[number]
    expect(renderAb({ ...AB, decision: { ...decision, metrics: [open] } })).toMatch(
      /ingress\.reply\.p99 +– .* not known/,
    )
  })
})
