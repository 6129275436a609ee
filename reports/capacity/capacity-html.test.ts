import { describe, expect, test } from 'vitest'
import { sampleCapacity, sampleSearch } from '../fixtures/sample-capacity.ts'
import { renderCapacityHtml } from './capacity-html.ts'

const RECORD = sampleCapacity()

describe('renderCapacityHtml()', () => {
  test('draws the percentiles against the rate, with the knee at the rate that was found', () => {
    const page = renderCapacityHtml(RECORD)
    expect(page).toContain('>knee 200/s</text>')
    for (const percentile of ['p50', 'p99', 'p99.9']) expect(page).toContain(`</svg> ${percentile}</li>`)
  })

  test('calls a rate that only is known to hold no knee', () => {
    const answer = { kind: 'at-least', rate: 200, bracket: { low: 200, high: 205 }, because: 'the machine was busy' } as const
    const page = renderCapacityHtml({ ...RECORD, searches: [{ ...sampleSearch(10), answer }] })
    expect(page).toContain('>verified 200/s</text>')
    expect(page).toContain('<dt>Calls, at least</dt>')
    expect(page).not.toContain('>knee ')
  })
})
