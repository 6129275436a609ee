import type { HealthSignal, LedgerRecord, ObjectiveResult, TargetRecord } from '../model/run-record.ts'
import type { Reason, Verdict } from '../model/verdict.ts'

/** What a verdict is made of. */
export interface Findings {
  readonly aborted: boolean
  readonly objectives: readonly ObjectiveResult[]
  readonly ledger: LedgerRecord
  readonly health: readonly HealthSignal[]
  readonly target: TargetRecord
  /** What the bridge failed at beyond doubt, in sentences. */
  readonly facts: readonly string[]
  /** What broke in the instrument itself: a full ledger, a worker's error, a missed start. */
  readonly instrumentFaults: readonly string[]
}

/**
 * The lattice of a run: a fact that no noise can make fails it outright; a sick instrument takes every other claim
 * away; then missed objectives; then what could not be known; and only then a pass.
 */
export function judgeRun(findings: Findings): Verdict {
  const facts = hardFacts(findings)
  const faults = instrumentReasons(findings)
  const missed = findings.objectives
    .filter((objective) => objective.status === 'missed')
    .map((objective): Reason => ({ status: 'fail', message: `${objective.text}: measured ${objective.measured}` }))
  const unknown = unknownReasons(findings)
  if (findings.aborted) return { status: 'aborted', reasons: [...facts, ...faults] }
  if (facts.length > 0) return { status: 'fail', reasons: [...facts, ...faults, ...missed] }
  if (faults.length > 0) return { status: 'invalid', reasons: faults }
  if (missed.length > 0) return { status: 'fail', reasons: missed }
  if (unknown.length > 0) return { status: 'unknown', reasons: unknown }
  return { status: 'pass', reasons: [] }
}

function hardFacts({ target, ledger, facts: given }: Findings): Reason[] {
  const facts: Reason[] = given.map((message) => ({ status: 'fail', message }))
  if (target.exit && !target.exit.expected) {
    const how = target.exit.signal ? `killed by ${target.exit.signal}` : `exit code ${target.exit.code}`
    facts.push({ status: 'fail', message: `the bridge ended in mid-run (${how})` })
  }
  const { duplicate, unexpected } = ledger.totals
  if (duplicate > 0) facts.push({ status: 'fail', message: `${duplicate} deliveries came more than once` })
  if (unexpected > 0) facts.push({ status: 'fail', message: `${unexpected} deliveries were never sent` })
  return facts
}

function instrumentReasons({ health, instrumentFaults }: Findings): Reason[] {
  const sick = health
    .filter((signal) => signal.status === 'void')
    .map(
      (signal): Reason => ({
        status: 'invalid',
        message: `${signal.title} was ${signal.value} ${signal.unit}, void above ${signal.voidAbove} ${signal.unit}: blame the ${signal.blames}`,
      }),
    )
  return [...instrumentFaults.map((message): Reason => ({ status: 'invalid', message })), ...sick]
}

function unknownReasons({ objectives, ledger }: Findings): Reason[] {
  const reasons = objectives
    .filter((objective) => objective.status === 'unknown')
    .map((objective): Reason => ({ status: 'unknown', message: `${objective.text}: ${objective.note}` }))
  if (objectives.length === 0) reasons.push({ status: 'unknown', message: 'the run has no objective' })
  if (ledger.totals.inTime + ledger.totals.late === 0) {
    reasons.push({ status: 'unknown', message: 'no event was delivered: nothing was measured' })
  }
  return reasons
}
