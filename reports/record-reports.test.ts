import { XMLValidator } from 'fast-xml-parser'
import { describe, expect, test } from 'vitest'
import { renderAbHtml } from './ab/ab-html.ts'
import { renderAbJunit } from './ab/ab-junit.ts'
import { renderAbMarkdown } from './ab/ab-markdown.ts'
import { renderCapacityHtml } from './capacity/capacity-html.ts'
import { renderCapacityMarkdown } from './capacity/capacity-markdown.ts'
import { HOSTILE } from './fixtures/hostile-record.ts'
import { sampleCapacity, sampleScaling } from './fixtures/sample-capacity.ts'
import { sampleAb, sampleGate } from './fixtures/sample-gate.ts'
import { renderGateHtml } from './gate/gate-html.ts'
import { renderGateJunit } from './gate/gate-junit.ts'
import { renderGateMarkdown } from './gate/gate-markdown.ts'

/** Words of a record that the code chooses and no one else: their text is never shown. */
const OURS = new Set(['status', 'kind', 'outcome', 'purpose', 'trust', 'startedAt', 'endedAt', 'over', 'schema', 'capabilities'])

/** The record with hostile text wherever text can come from outside. */
function poisoned<T>(value: T, key = ''): T {
  if (typeof value === 'string') return (OURS.has(key) ? value : HOSTILE) as T
  if (Array.isArray(value)) return value.map((item) => poisoned<unknown>(item, key)) as T
  if (typeof value !== 'object' || value === null) return value
  const members = Object.entries(value as object).map(([name, item]: [string, unknown]) => [name, poisoned(item, name)] as const)
  return Object.fromEntries(members) as T
}

const pages = {
  gate: [renderGateHtml(sampleGate()), renderGateHtml(poisoned(sampleGate()))],
  ab: [renderAbHtml(sampleAb()), renderAbHtml(poisoned(sampleAb()))],
  capacity: [renderCapacityHtml(sampleCapacity()), renderCapacityHtml(poisoned(sampleCapacity()))],
  scaling: [renderCapacityHtml(sampleScaling()), renderCapacityHtml(poisoned(sampleScaling()))],
} as const

describe.each(Object.entries(pages))('the page of a %s record', (_, [page, hostile]) => {
  test('has links that lead somewhere and ids that are unique', () => {
    const ids = [...page.matchAll(/\sid="([^"]*)"/g)].map(([, id]) => id)
    const targets = [...page.matchAll(/href="#([^"]*)"/g)].map(([, id]) => id)
    expect(new Set(ids).size).toBe(ids.length)
    expect(targets.filter((id) => !ids.includes(id))).toEqual([])
  })

  test('shows text from outside as text', () => {
    expect(/<(?:script|img)/.test(hostile)).toBe(false)
    expect(/[\p{Cc}\u202E]/u.test(hostile.replaceAll('\n', ''))).toBe(false)
    expect(hostile).toContain('&lt;script&gt;alert(1)')
  })

  test('has no figure that is none', () => {
    expect(page).not.toMatch(/NaN|Infinity|undefined/)
  })
})

test('renderGateHtml() shows objectives, changes and the runs they come from', () => {
  expect(pages.gate[0]).toMatch(/ingress\.reply\.p99<\/th><td class="figure bad" align="right">\+12 %/)
  expect(pages.gate[0].match(/>baseline<\/th>/g)).toHaveLength(2)
})

test('renderGateHtml() of runs that are not comparable says why and compares nothing', () => {
  const reasons = [{ status: 'invalid', message: 'not comparable: the rate of calls differs: 50 and 80' }] as const
  const page = renderGateHtml({ ...sampleGate(), verdict: { status: 'invalid', reasons }, regressions: [] })
  expect(page).toContain('the rate of calls differs: 50 and 80')
  expect(page).toContain('Not compared, for the reasons above')
})

test('renderAbHtml() draws every round, void ones apart', () => {
  const [chart = ''] = /<svg[^>]*aria-labelledby="rounds-0-title.*?<\/svg>/s.exec(pages.ab[0]) ?? []
  expect(chart.match(/<title>Round \d+: /g)).toHaveLength(16)
  expect(chart).toContain('16 rounds, 1 of them void')
})

test('renderCapacityHtml() draws every probe by its outcome, and gives telephony units', () => {
  const [chart = ''] = /<svg[^>]*aria-labelledby="search-10-title.*?<\/svg>/s.exec(pages.capacity[0]) ?? []
  expect([...chart.matchAll(/<title>Probe (\d): ([^<]*)|<title>Probe (\d), ([^<]*)/g)]).toHaveLength(5)
  expect(chart).toContain('5 probes: 3 passed, 1 failed, 0 undecided, 1 void')
  expect(pages.capacity[0]).toMatch(/<dt>Busy-hour call attempts<\/dt><dd>720,000<\/dd>/)
})

test('renderCapacityHtml() prints no prediction that the fit does not support', () => {
  expect(pages.scaling[0]).toContain('13,000/s to 15,000/s')
  expect(pages.scaling[0]).toContain('too far or too uncertain to say')
  expect(pages.scaling[0]).not.toContain('23,456')
  expect(pages.capacity[0]).not.toContain('How it scales')
})

describe('JUnit XML', () => {
  test('of a gate has failures for what is worse and errors for what is not known', () => {
    const xml = renderGateJunit(sampleGate())
    expect(xml).toContain('tests="5" failures="2" errors="1" skipped="0"')
    expect(xml).toContain('name="ingress.reply.p99 against the baseline"')
  })

  test('of a comparison leaves the meaning of an open latency to the verdict', () => {
    expect(renderAbJunit(sampleAb())).toContain('tests="3" failures="2" errors="0" skipped="1"')
  })

  test.each([renderGateJunit(poisoned(sampleGate())), renderAbJunit(poisoned(sampleAb()))])('stays XML whatever it holds', (xml) => {
    expect(XMLValidator.validate(xml)).toBe(true)
    expect(/<(?:script|img)/.test(xml)).toBe(false)
  })
})

describe('Markdown', () => {
  const texts = [
    renderGateMarkdown(sampleGate()),
    renderAbMarkdown(sampleAb()),
    renderCapacityMarkdown(sampleScaling()),
  ]
  const hostile = [
    renderGateMarkdown(poisoned(sampleGate())),
    renderAbMarkdown(poisoned(sampleAb())),
    renderCapacityMarkdown(poisoned(sampleScaling())),
  ]

  test('begins with the verdict', () => {
    expect(texts.map((text) => text.split(':')[0])).toEqual(['## ✗ FAIL', '## ✗ FAIL', '## ✓ PASS'])
  })

  test('has rows as wide as their heads', () => {
    for (const text of texts) {
      for (const table of text.split('\n\n').filter((block) => block.startsWith('|'))) {
        expect(new Set(table.split('\n').map((row) => row.split('|').length)).size).toBe(1)
      }
    }
  })

  test('keeps text from outside from being Markdown or HTML', () => {
    for (const text of hostile) expect(/<(?:script|img|\/title)|\p{Cc}/u.test(text.replaceAll('\n', ''))).toBe(false)
  })
})
