import { expect, test } from 'vitest'
import { HOSTILE, hostileRecord } from './fixtures/hostile-record.ts'
import { sampleRecord } from './fixtures/sample-record.ts'
import { renderHtml } from './html.ts'

const page = renderHtml(sampleRecord(), { files: ['run.json'] })

const headings = (text: string): string[] =>
  [...text.matchAll(/<h2[^>]*>(.*?)<\/h2>/gs)].map(([, heading = '']) => heading)

test('renderHtml() goes from the verdict to the conditions', () => {
  expect(headings(page).map((heading) => heading.replace(/<[^>]*>/g, ''))).toEqual([
    '✓ PASS',
    'Objectives',
    'Latency',
    'Over time',
    'Deliveries',
    'The bridge',
    'Health of the instrument',
    'Conditions',
  ])
})

test('renderHtml() needs neither script nor network', () => {
  expect(page).not.toMatch(/<(?:script|link|iframe|object|embed|img|base|form)\b/i)
  expect(page).not.toMatch(/\son\w+=|javascript:|@import|url\(/i)
  const addresses = [...page.matchAll(/(?:href|src)="([^"]*)"/g)].map(([, address = '']) => address)
  expect(addresses.length).toBeGreaterThan(5)
  expect(addresses.filter((address) => !/^(?:#[a-z]+|\.\/run\.json|\.\/bridge\.log)$/.test(address))).toEqual([])
})

test('renderHtml() says all of it without style attributes', () => {
  expect(page).not.toMatch(/\sstyle="/)
  expect(page).toContain('met</span>')
  expect(page.match(/<svg [^>]*role="img"[^>]*aria-labelledby/g)).toHaveLength(4)
  expect(page).toMatch(/<path d="M[^"]+" stroke-dasharray="none"\/>/)
})

test('renderHtml() has unique ids and headers for every row and column', () => {
  const ids = [...page.matchAll(/\sid="([^"]*)"/g)].map(([, id]) => id)
  expect(new Set(ids).size).toBe(ids.length)
  for (const [, labels = ''] of page.matchAll(/aria-labelledby="([^"]*)"/g)) {
    for (const label of labels.split(' ')) expect(ids).toContain(label)
  }
  expect(page).not.toMatch(/<th(?![^>]*scope=)[ >]/)
})

test('renderHtml() draws nothing that is not a number', () => {
  expect(page).not.toMatch(/NaN|Infinity|undefined/)
})

test('renderHtml() is the same text for the same record', () => {
  expect(renderHtml(sampleRecord(), { files: ['run.json'] })).toBe(page)
})

test('renderHtml() shows text from outside as text wherever it stands', () => {
  const hostile = renderHtml(hostileRecord(), { files: [HOSTILE] })
  expect(hostile).not.toContain('<script')
  expect(hostile).not.toContain('<img')
  expect(hostile.match(/<\/style>/g)).toHaveLength(1)
  expect(hostile.match(/<\/title>/g)?.length).toBe(renderHtml(sampleRecord({ diesAt: 22 })).match(/<\/title>/g)?.length)
  // Control characters but the newlines of the page itself.
  expect(hostile.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\u202E]/u)
  expect(hostile).toContain('&lt;script&gt;alert(1)&lt;/script&gt;')
  expect(hostile).toContain('\\x1b[2J\\u202e\\x00')
})

test('renderHtml() marks the fault and what was lost', () => {
  const failed = renderHtml(sampleRecord({ diesAt: 22 }))
  expect(failed).toContain('bridge killed (SIGKILL)')
  expect(failed).toContain('SIGKILL, not asked for')
  expect(failed).toMatch(/<td class="figure bad" align="right">39,080<\/td>/)
})

test('renderHtml() of an invalid run says that its objectives claim nothing', () => {
  const record = sampleRecord()
  const reasons = [{ status: 'invalid', message: 'Send delay p99 was 131 ms' }] as const
  expect(page).not.toContain('these claim nothing')
  expect(renderHtml({ ...record, verdict: { status: 'invalid', reasons } })).toContain('these claim nothing')
})

test('renderHtml() of a run that measured nothing has words in the place of charts', () => {
  const record = sampleRecord()
  const nothing = renderHtml({
    ...record,
    objectives: [],
    series: record.series.map((series) => ({
      ...series,
      count: 0,
      sumUs: 0,
      minUs: 0,
      maxUs: 0,
      distribution: [],
      intervals: [],
    })),
    ledger: { ...record.ledger, receivers: [] },
    counters: {},
    timeline: [],
    usage: [],
    health: [],
    marks: [],
  })
  for (const words of [
    'No objectives were set',
    'No series has a sample',
    'no samples',
    'ended before its first second',
    'No process was watched',
    'was not watched',
  ]) {
    expect(nothing).toContain(words)
  }
  expect(nothing).not.toMatch(/NaN|Infinity|undefined|class="chart"/)
})
