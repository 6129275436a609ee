import { describe, expect, test } from 'vitest'
import { HOSTILE } from '../fixtures/hostile-record.ts'
import { sampleCapacity, sampleProbe as probe, sampleScaling, sampleSearch } from '../fixtures/sample-capacity.ts'
import { probeLine, renderCapacity } from './capacity-text.ts'

const RECORD = sampleCapacity()

describe('renderCapacity()', () => {
  test('answers in units of telephony and marks the knee', () => {
    const lines = renderCapacity(RECORD).split('\n')
    const has = (pattern: RegExp): boolean => lines.some((line) => pattern.test(line))
    expect(lines[0]).toBe('PASS  capacity of reference under busy-hour')
    expect(has(/^10 subscribers: 200\/s calls verified, 205\/s fails, 5 probes$/)).toBe(true)
    expect(has(/^Busy-hour call attempts +720,000$/)).toBe(true)
    expect(has(/^Concurrent calls of 3 min 0 s in the mean +36,000$/)).toBe(true)
    expect(has(/^Registered endpoints at an expiry of 5 min 0 s +6,000$/)).toBe(true)
    expect(lines.filter((line) => line.includes('← knee'))).toHaveLength(1)
    expect(has(/^ *400\/s +2 ms +12 ms +30 ms +70 % +fail/)).toBe(true)
  })

  test('marks one probe, and calls it no knee where no higher rate failed', () => {
    const search = sampleSearch(10)
    const answer = { kind: 'at-least', rate: 200, bracket: { low: 200, high: 205 }, because: 'the machine was busy' } as const
    const probes = [...search.probes, probe(200, { purpose: 'verify' })]
    const lines = renderCapacity({ ...RECORD, searches: [{ ...search, answer, probes }] }).split('\n')
    expect(lines.filter((line) => line.includes('←'))).toEqual([expect.stringMatching(/^ *200\/s .* pass +← verified$/)])
  })

  test('says that a quick answer is one', () => {
    expect(renderCapacity(RECORD)).not.toContain('quick')
    expect(renderCapacity({ ...RECORD, quick: true })).toContain('quick: fewer probes')
  })

  test('prints no figure that the fit does not support', () => {
    const text = renderCapacity(sampleScaling())
    expect(text).toMatch(/ 32 +14,286\/s +13,000\/s to 15,000\/s/)
    expect(text).toMatch(/128 +not known +too far or too uncertain to say/)
    expect(text).not.toContain('23,456')
  })

  test('shows control characters of others as text', () => {
    const verdict = { status: 'unknown', reasons: [{ status: 'unknown', message: HOSTILE }] } as const
    expect(renderCapacity({ ...RECORD, verdict })).not.toContain('\u001b')
  })
})

describe('probeLine()', () => {
  test('says what a probe found and how far the bracket has closed', () => {
    expect(probeLine(3, probe(400), { low: 400, high: 800 })).toBe(
      'probe 3: 400/s calls for 5 s: pass, p99 12 ms | bracket 400/s passed, 800/s was not passed',
    )
  })

  test('says why a probe failed or says nothing', () => {
    const missed = { text: 'websocket.latency.p99 < 5ms', status: 'missed', measured: '12 ms', note: '' } as const
    const open = { low: 0, high: undefined }
    expect(probeLine(1, probe(9, { outcome: 'fail', objectives: [missed] }), open)).toContain(
      'p99 < 5ms: measured 12 ms',
    )
    expect(probeLine(1, probe(9, { outcome: 'fail', attainment: 0.5 }), open)).toContain('50 % of the offered')
    expect(probeLine(1, probe(9, { outcome: 'void', voidBecause: ['sick'] }), open)).toContain(
      'void, sick | bracket nothing passed',
    )
  })
})
