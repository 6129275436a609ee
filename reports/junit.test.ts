import { expect, test } from 'vitest'
import { hostileRecord } from './fixtures/hostile-record.ts'
import { sampleRecord } from './fixtures/sample-record.ts'
import { renderJunit } from './junit.ts'

test('renderJunit() has a case for the verdict and each objective', () => {
  const xml = renderJunit(sampleRecord())
  expect(xml).toMatch(
    /^<\?xml version="1.0" encoding="UTF-8"\?>\n<testsuites name="callstorm" tests="7" failures="0" errors="0"/,
  )
  expect(xml).toContain('<testcase classname="callstorm.busy-hour" name="verdict" time="38.424"/>')
  expect(xml).toContain('name="ingress.reply.p99 &lt; 20ms" time="0"/>')
})

test('renderJunit() tells what was missed from what could not be verified', () => {
  const xml = renderJunit(sampleRecord({ diesAt: 22 }))
  expect(xml).toContain('tests="7" failures="2" errors="1"')
  expect(xml).toContain('<failure message="measured 42,988; 77,132 deliveries expected" type="missed"/>')
  expect(xml).toContain('<error message="measured 7.34 ms; rests on 510 samples, needs 800" type="unverified"/>')
})

test('renderJunit() of an invalid run is not green although its objectives were met', () => {
  const record = sampleRecord()
  const reasons = [{ status: 'invalid', message: 'the generator fell behind' }] as const
  const xml = renderJunit({ ...record, verdict: { status: 'invalid', reasons } })
  expect(xml).toContain('failures="0" errors="1"')
  expect(xml).toContain('<error message="the generator fell behind" type="unverified"/>')
})

test('renderJunit() escapes text from outside', () => {
  const xml = renderJunit(hostileRecord())
  expect(xml).not.toMatch(/<(?:script|img)/)
  expect(xml.replaceAll('\n', '')).not.toMatch(/\p{Cc}/u)
})
