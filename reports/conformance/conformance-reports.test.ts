import { XMLParser, XMLValidator } from 'fast-xml-parser'
import { describe, expect, test } from 'vitest'
import { FLOOD, hostileConformance, sampleConformance } from '../fixtures/sample-conformance.ts'
import { renderConformanceHtml } from './conformance-html.ts'
import { renderConformanceJunit } from './conformance-junit.ts'
import { renderConformanceMarkdown } from './conformance-markdown.ts'
import { renderConformance } from './conformance-text.ts'

const record = sampleConformance()
const MEBIBYTE = 2 ** 20

describe('renderConformance()', () => {
  const text = renderConformance(record, { width: 140 })

  test('shows what fails first, with expected, actual and a line of evidence', () => {
    const places = ['✗ fail', '○ expected failure', '✗ unexpected pass', '≈ flaky', '? unknown', '! warning'].map((words) => text.indexOf(words))
    expect(places.every((place) => place > 0)).toBe(true)
    expect(text).toMatch(/✗ fail {2}esl\/octets {2}Title of esl\/octets\n +requires {2}ESL-02\n +expected {2}the field "who"/)
    expect(text).toMatch(/ actual {4}the field "who" is missing \(fail\)\n +evidence {2}conversation, its end: 0\.0010 s/)
    expect(text).toMatch(/ whole {5}evidence\/esl\/octets\.txt/)
  })

  test('counts what passed and does not list it', () => {
    expect(text).not.toContain('Title of esl/split')
    expect(text).toMatch(/^esl +1 fail, 1 expected failure, 1 pass$/m)
    expect(text).toMatch(/^Checks +8: 1 fail, 1 unexpected pass, 1 flaky, 1 unknown, 1 warning, 1 expected failure, 1 pass, 1 not applicable$/m)
    expect(text).toMatch(/^Covered +4 of 6 requirements judged, 1 not run or not applicable, 1 not judgeable from outside$/m)
  })

  test('says why nothing is known, which repetitions differ and why a failure is listed', () => {
    expect(text).toMatch(/\? unknown {2}ws\/slow.*\n(?: +\w+ +.*\n)* +actual {4}the field "who" is missing \(unknown\)/)
    expect(text).toContain('repeated  pass, unknown')
    expect(text).toContain('listed    known: the library hands arrays over')
  })
})

describe('renderConformanceJunit()', () => {
  const parse = (xml: string): unknown => new XMLParser({ ignoreAttributes: false, attributeNamePrefix: '' }).parse(xml)

  test('counts what fails the run as failures, what is not known as errors and the rest as skipped or passed', () => {
    expect(parse(renderConformanceJunit(record))).toMatchObject({
      testsuites: { tests: '9', failures: '4', errors: '1', skipped: '3', time: '71.424' },
    })
  })

  test('has a suite for each topic and the evidence in the failure', () => {
    const xml = renderConformanceJunit(record)
    expect([...xml.matchAll(/<testsuite name="([^"]+)"/g)].map(([, name]) => name)).toEqual([
      'callstorm.conformance',
      'callstorm.conformance.esl',
      'callstorm.conformance.ws',
      'callstorm.conformance.hook',
    ])
    expect(xml).toMatch(/<failure message="expected the field [^>]*>requires ESL-02\n[^<]*whole: evidence\/esl\/octets\.txt/)
  })
})

describe('renderConformanceMarkdown()', () => {
  test('begins with the verdict, then the matrix, then what did not pass, worst first', () => {
    const text = renderConformanceMarkdown(record)
    expect(text.split('\n')[0]).toBe('## ✗ FAIL: conformance of mine')
    expect(text).toContain('| Topic | ✗ fail | ✗ unexpected pass | ≈ flaky | ? unknown | ! warning | ○ expected failure | ✓ pass | – not applicable |')
    expect(text).toContain('| esl | 1 |  |  |  |  | 1 | 1 |  |')
    expect([...text.matchAll(/^\*\*. ([\w ]+) \w+&#47;/gm)].map(([, word]) => word)).toEqual(['fail', 'unexpected pass', 'flaky', 'unknown', 'warning', 'expected failure'])
  })

  test('leaves blocks out that a step summary has no room for, and says so', () => {
    const results = Array.from({ length: 6000 }, (_, i) => ({ ...(record.results[0] ?? expect.fail('no result')), id: `esl/n${i}` }))
    const text = renderConformanceMarkdown({ ...record, results })
    expect(Buffer.byteLength(text)).toBeLessThan(MEBIBYTE)
    expect(text).toMatch(/… \d+ more parts are left out: see the report\.\n\n$/)
  })
})

describe('renderConformanceHtml()', () => {
  const page = renderConformanceHtml(record, ['junit.xml'])

  test('goes from the verdict over the matrix and the findings to requirements and conditions', () => {
    const headings = [...page.matchAll(/<h2[^>]*>(.*?)<\/h2>/gs)].map(([, text = '']) => text.replaceAll(/<[^>]*>/g, '').trim())
    expect(headings).toEqual(['✗ FAIL', 'Topics', 'What did not pass', 'Checks', 'Requirements', 'Conditions'])
  })

  test('has requirement text, expected, actual, evidence and the way to the whole of each check', () => {
    const [details = ''] = /<details class="check" id="check-esl-octets" open>.*?<\/details>/s.exec(page) ?? []
    for (const words of ['<strong>MUST</strong>: Content-Length counts octets', 'An event is sent for esl/octets', 'Ünïcödé', 'is missing (fail)', '0.0020 s  bridge → ws, 40 octets', 'href="./evidence/esl/octets.txt"']) {
      expect(details).toContain(words)
    }
  })

  test('opens what needs reading and leaves the rest closed', () => {
    const opened = [...page.matchAll(/<details class="check" id="check-([^"]*)" open>/g)].map(([, id]) => id)
    expect(opened).toEqual(['esl-octets', 'esl-array', 'ws-handshake', 'ws-quiet', 'ws-slow', 'ws-ping'])
    expect(page).toContain('<details class="check" id="check-esl-split"><summary>')
  })

  test('covers every requirement, and says why one is not judged', () => {
    for (const { id } of record.coverage) expect(page).toContain(`id="requirement-${id}"`)
    expect(page).toContain('memory cannot be seen from outside')
  })

  test('has no link within it that leads nowhere', () => {
    const ids = new Set([...page.matchAll(/\sid="([^"]*)"/g)].map(([, id]) => id))
    const targets = [...page.matchAll(/href="#([^"]*)"/g)].map(([, id]) => id)
    expect(targets.length).toBeGreaterThan(20)
    expect(targets.filter((id) => !ids.has(id))).toEqual([])
    expect(ids.size).toBe([...page.matchAll(/\sid="/g)].length)
  })

  test('forbids by its policy whatever could be slipped into it', () => {
    expect(page).toMatch(/<meta http-equiv="Content-Security-Policy" content="default-src &#39;none&#39;; style-src &#39;sha256-/)
    expect(page).not.toMatch(/<(?:script|link|iframe|object|embed|img|base|form)\b|\sstyle="|\son\w+=/i)
  })
})

describe('hostile text', () => {
  const hostile = { small: hostileConformance(), flood: hostileConformance(FLOOD) }
  const renderers = { renderConformance, renderConformanceJunit, renderConformanceMarkdown, renderConformanceHtml: (one: typeof record) => renderConformanceHtml(one) }

  const marked = Object.entries(renderers).filter(([name]) => name !== 'renderConformance')

  test.each(Object.entries(renderers))('%s() shows control characters, however long the text is', (_, render) => {
    for (const one of [hostile.small, hostile.flood]) {
      const text = render(one)
      expect(/[\p{Cc}\u202E\uFFFF]/u.exec(text.replaceAll('\n', ''))?.[0]).toBeUndefined()
      expect(text.length).toBeLessThan(4 * MEBIBYTE)
    }
  })

  test.each(marked)('%s() shows markup as text', (_, render) => {
    for (const one of [hostile.small, hostile.flood]) expect(/<(?:script|img)/.test(render(one))).toBe(false)
  })

  test.each(Object.entries(renderers))('%s() takes an id that objects take amiss', (_, render) => {
    expect(render(hostile.small).replaceAll('&#95;', '_')).toContain('__proto__')
  })

  test('renderConformanceJunit() stays XML that parsers take', () => {
    for (const one of [hostile.small, hostile.flood]) {
      const xml = renderConformanceJunit(one)
      expect(XMLValidator.validate(xml)).toBe(true)
      expect(xml).not.toContain(']]>')
    }
  })

  test('renderConformanceMarkdown() stays within a step summary', () => {
    expect(Buffer.byteLength(renderConformanceMarkdown(hostile.flood))).toBeLessThan(MEBIBYTE)
  })

  test('renderConformanceHtml() links to no place outside of its folder', () => {
    const addresses = [...renderConformanceHtml(hostile.small).matchAll(/href="([^"]*)"/g)].map(([, address = '']) => address)
    expect(addresses.filter((address) => !/^(?:#[\w-]+|\.\/[^.][^"]*)$/.test(address) || address.includes('/../'))).toEqual([])
  })
})
