import { describe, expect, test } from 'vitest'
import { sampleAb } from '../fixtures/sample-gate.ts'
import { renderAb } from './ab-text.ts'

const RECORD = sampleAb()

describe('renderAb()', () => {
  test('says how B compares, by how many rounds, and how to repeat it', () => {
    const text = renderAb(RECORD)
    expect(text).toMatch(/^FAIL {2}B mine against A reference under busy-hour\n {2}- websocket/)
    expect(text).toMatch(/ingress\.reply\.p90 +\+1 % +0\.600 +0\.012 +15 +\? not known/)
    expect(text).toMatch(/websocket\.latency\.p90 +\+14\.8 % +0\.001 +0\.900 +15 +✗ worse/)
    expect(text).toContain('16 rounds of eight blocks, 1 of them void')
    expect(text).toContain('Repeat npm start -- ab --a reference --b mine')
  })

  test('gives no figure of a latency that no round knows', () => {
    const open = { metric: 'ingress.reply.p99', status: 'open', rounds: 0, shift: 0, p: 1, adjustedP: 1, pOfMissed: 1 } as const
    const decision = { ...RECORD.decision, metrics: [open] }
    expect(renderAb({ ...RECORD, decision })).toMatch(/ingress\.reply\.p99 +– .* not known/)
  })
})
