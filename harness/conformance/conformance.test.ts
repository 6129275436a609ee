import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import type { CheckResult, Judgement } from '../model/conformance.ts'
import type { Requirement } from '../model/requirement.ts'
import { conformanceVerdict } from './conformance-verdict.ts'
import { type CheckDefinition, defineCheck } from './define-check.ts'
import { markExpected, readExpectedFailures } from './expected-failures.ts'
import { judgeCheck } from './judge-check.ts'
import { planBatches } from './plan-batches.ts'
import { selectChecks } from './select-checks.ts'

const check = (id: string, more: Partial<CheckDefinition> = {}): CheckDefinition =>
  defineCheck({ id, title: id, requirements: ['A-01'], needs: [], wiring: 'shared', stimulus: 's', expectation: 'e', mutants: [], run: () => Promise.resolve([]), ...more })
const requirement = (id: string, keyword: Requirement['keyword']): Requirement => ({ id, keyword, text: 't', origins: [], source: 's' })
const requirements = [requirement('A-01', 'MUST'), requirement('A-02', 'SHOULD')]
const lenient = { requirements, strict: false }
const of = (status: Judgement['status']): Judgement => ({ status, expected: 'e', actual: status, evidence: [] })
const result = (id: string, status: CheckResult['status']): CheckResult => ({ ...judgeCheck(check(id), [of(status)], 0, lenient), status })

describe('judgeCheck()', () => {
  it('lets the worst judgement stand for the check', () => {
    expect(judgeCheck(check('a/b'), [of('pass'), of('fail'), of('unknown')], 1, lenient)).toMatchObject({ status: 'fail', actual: 'fail' })
  })
  it('knows nothing when nothing was judged', () => {
    expect(judgeCheck(check('a/b'), [], 1, lenient)).toMatchObject({ status: 'unknown', actual: 'nothing was judged' })
  })
  it('does not let an unknown pass', () => {
    expect(judgeCheck(check('a/b'), [of('pass'), of('unknown')], 1, lenient).status).toBe('unknown')
  })
  it('warns about a SHOULD unless strict', () => {
    const advisory = check('a/b', { requirements: ['A-02'] })
    expect(judgeCheck(advisory, [of('fail')], 1, lenient).status).toBe('warn')
    expect(judgeCheck(advisory, [of('fail')], 1, { requirements, strict: true }).status).toBe('fail')
  })
  it('fails when a MUST is among the requirements', () => {
    expect(judgeCheck(check('a/b', { requirements: ['A-01', 'A-02'] }), [of('fail')], 1, lenient).status).toBe('fail')
  })
  it('never fails what is provisional', () => {
    expect(judgeCheck(check('a/b', { provisional: true }), [of('fail')], 1, { requirements, strict: true }).status).toBe('warn')
  })
})

describe('conformanceVerdict()', () => {
  it.each([
    [[], 'unknown'],
    [['not-applicable'], 'unknown'],
    [['pass', 'not-applicable'], 'pass'],
    [['pass', 'warn'], 'pass'],
    [['pass', 'unknown'], 'unknown'],
    [['unknown', 'fail'], 'fail'],
  ] as const)('of %j is %s', (statuses, verdict) => {
    expect(conformanceVerdict(statuses.map((status, index) => result(`a/b${index}`, status)), false).status).toBe(verdict)
  })
  it('takes an expected failure and fails when it passes', () => {
    const expected = new Map([['a/b', 'known defect']])
    expect(conformanceVerdict(markExpected([result('a/b', 'fail'), result('a/c', 'pass')], expected), false).status).toBe('pass')
    expect(conformanceVerdict(markExpected([result('a/b', 'pass')], expected), false).status).toBe('fail')
  })
  it('fails a flaky check', () => {
    expect(conformanceVerdict([{ ...result('a/b', 'unknown'), flaky: ['pass', 'unknown'] }], false).status).toBe('fail')
  })
})

describe('selectChecks()', () => {
  const checks = ['esl/percent', 'esl/percent-malformed', 'ws/ping'].map((id) => ({ id }))
  const ids = (only: string[], skip: string[] = []): string[] => selectChecks(checks, { only, skip }).map(({ id }) => id)
  it.each([
    [['esl'], ['esl/percent', 'esl/percent-malformed']],
    [['esl/percent'], ['esl/percent']],
    [['esl/percent*'], ['esl/percent', 'esl/percent-malformed']],
    [['*/ping'], ['ws/ping']],
    [[], ['esl/percent', 'esl/percent-malformed', 'ws/ping']],
  ])('takes %j for %j', (only, expected) => {
    expect(ids(only)).toEqual(expected)
  })
  it('leaves out what is skipped', () => {
    expect(ids(['esl'], ['*malformed'])).toEqual(['esl/percent'])
  })
  it('refuses a pattern without a check', () => {
    expect(() => ids(['esl/percnt'])).toThrow('current value is "esl/percnt"')
  })
})

describe('planBatches()', () => {
  const plan = (...checks: CheckDefinition[]): string[][] => planBatches(checks).map((batch) => batch.checks.map(({ id }) => id))
  it('lets checks with equal wishes share a bridge', () => {
    expect(plan(check('a/b'), check('a/c', { wiring: { webhooks: 2 } }), check('a/d'))).toEqual([['a/b', 'a/d'], ['a/c']])
  })
  it('gives a fresh bridge to those who ask', () => {
    expect(plan(check('a/b', { wiring: { fresh: true } }), check('a/c', { wiring: { fresh: true } }))).toEqual([['a/b'], ['a/c']])
  })
  it('begins with the longest', () => {
    expect(plan(check('a/b', { wiring: { webhooks: 2 } }), check('a/c', { seconds: 3 }), check('a/d', { seconds: 50 }))).toEqual([['a/d'], ['a/c'], ['a/b']])
  })
  it('keeps apart what waits and what needs the machine for itself', () => {
    const lanes = planBatches([check('a/b', { exclusive: true }), check('a/c', { waits: true }), check('a/d', { waits: true }), check('a/e')])
    expect(lanes.map(({ lane, checks }) => [lane, ...checks.map(({ id }) => id)])).toEqual([['exclusive', 'a/b'], ['waiting', 'a/c'], ['waiting', 'a/d'], ['working', 'a/e']])
  })
})

describe('readExpectedFailures()', () => {
  const folder = mkdtempSync(join(tmpdir(), 'callstorm-test-'))
  afterAll(() => rmSync(folder, { recursive: true }))
  const file = (text: string): string => {
    const path = join(folder, 'expected.yaml')
    writeFileSync(path, text)
    return path
  }
  it('reads ids with their reasons', () => {
    expect([...readExpectedFailures(file('- id: a/b\n  reason: known\n'), ['a/b'])]).toEqual([['a/b', 'known']])
  })
  it('refuses a list that is too large before it is parsed', () => {
    const path = file('')
    truncateSync(path, 100 * 2 ** 20)
    expect(() => readExpectedFailures(path, [])).toThrow('must be at most 1 MiB: current size is 100 MiB')
  })
  it.each(['- id: a/b\n', '- id: a/x\n  reason: r\n', '- id: a/b\n  reason: r\n  more: 1\n', 'x: ['])('refuses %j', (text) => {
    expect(() => readExpectedFailures(file(text), ['a/b'])).toThrow('Cannot use the expected failures')
  })
})
