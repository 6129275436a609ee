import { describe, expect, it } from 'vitest'
import type { DeliveryCounts, HealthSignal, ObjectiveResult } from '../model/run-record.ts'
import { type Findings, judgeRun } from './judge-run.ts'

const totals: DeliveryCounts = {
  expected: 100,
  inTime: 100,
  late: 0,
  lost: 0,
  unobserved: 0,
  duplicate: 0,
  reordered: 0,
  unexpected: 0,
}
const objective = (status: ObjectiveResult['status']): ObjectiveResult => ({
  text: 'events.lost == 0',
  status,
  measured: '3',
  margin: undefined,
  note: 'of 100',
})
const health = (status: HealthSignal['status']): HealthSignal => ({
  name: 'send.delay.p99',
  title: 'Send delay p99',
  value: 40,
  unit: 'ms',
  warnAbove: 1.5,
  voidAbove: 2.5,
  status,
  blames: 'machine',
})
const exit = { code: 0, signal: null, expected: true }

function findings(change: Partial<Findings> & { counts?: Partial<DeliveryCounts> } = {}): Findings {
  const { counts, ...rest } = change
  return {
    aborted: false,
    objectives: [objective('met')],
    ledger: { emitted: 100, unobservedAtSource: 0, receivers: [], totals: { ...totals, ...counts }, examples: [] },
    health: [health('ok')],
    target: {
      profile: 'p',
      kind: 'process',
      description: '',
      capabilities: { in: [], out: [] },
      exit,
      log: undefined,
    },
    facts: [],
    instrumentFaults: [],
    ...rest,
  }
}

describe('judgeRun()', () => {
  it('passes when every objective is met by a healthy instrument', () => {
    expect(judgeRun(findings())).toEqual({ status: 'pass', reasons: [] })
  })

  it('fails on a missed objective and names what was measured', () => {
    const verdict = judgeRun(findings({ objectives: [objective('missed')] }))
    expect(verdict.status).toBe('fail')
    expect(verdict.reasons[0]?.message).toBe('events.lost == 0: measured 3')
  })

  it('is invalid when the instrument is sick, whatever the objectives say', () => {
    const sick = findings({ objectives: [objective('missed')], health: [health('void')] })
    expect(judgeRun(sick).status).toBe('invalid')
    expect(judgeRun(findings({ instrumentFaults: ['the ledger was full'] })).status).toBe('invalid')
  })

  it.each([
    ['a duplicate', findings({ counts: { duplicate: 1 }, health: [health('void')] })],
    ['a delivery that was never sent', findings({ counts: { unexpected: 1 }, health: [health('void')] })],
    ['a refusal', findings({ facts: ['the bridge refused a subscriber'], health: [health('void')] })],
  ])('fails on %s even when the instrument is sick', (_name, given) => {
    expect(judgeRun(given).status).toBe('fail')
  })

  it('fails when the bridge ended in mid-run', () => {
    const { target } = findings()
    const killed = { ...target, exit: { code: null, signal: 'SIGKILL', expected: false } }
    const verdict = judgeRun(findings({ target: killed }))
    expect(verdict).toEqual({
      status: 'fail',
      reasons: [{ status: 'fail', message: 'the bridge ended in mid-run (killed by SIGKILL)' }],
    })
  })

  it('is unknown when an objective could not be judged, and when nothing was delivered', () => {
    expect(judgeRun(findings({ objectives: [objective('met'), objective('unknown')] })).status).toBe('unknown')
    expect(judgeRun(findings({ counts: { inTime: 0, unobserved: 100 } })).status).toBe('unknown')
    expect(judgeRun(findings({ objectives: [] })).status).toBe('unknown')
  })

  it('is aborted when the user stopped it, and keeps the facts', () => {
    const verdict = judgeRun(findings({ aborted: true, counts: { duplicate: 2 } }))
    expect(verdict.status).toBe('aborted')
    expect(verdict.reasons).toHaveLength(1)
  })
})
