import type { Check } from './check.ts'
import { type Attempt, CannotTell, type Row, type Stage } from './row.ts'

/** What came of a row. `broken`: the harness itself threw. */
export type RowStatus = 'pass' | 'fail' | 'unknown' | 'broken'

/** A row as it was measured: plain data. */
export interface RowRecord {
  readonly name: string
  readonly must: string
  readonly status: RowStatus
  /** Why it is not a pass, in sentences; empty when it is one. */
  readonly because: readonly string[]
  readonly seconds: number
  /** How often it was measured: again when the machine was sick. */
  readonly attempts: number
  /** Of the last attempt. */
  readonly checks: readonly Check[]
  readonly wrong: readonly WrongRecord[]
}

/** A wrong formula put to the same evidence. */
export interface WrongRecord {
  readonly name: string
  /** Whether the checks turned red, as they must. */
  readonly refused: boolean
  /** The first check that refused it, or all of them when none did. */
  readonly by: readonly Check[]
}

/** Measures a row until an attempt counts, as often as it may. @throws the signal's reason when it is aborted */
export async function measureRow(row: Row, stage: Stage): Promise<RowRecord> {
  const from = performance.now()
  const { name, must } = row
  const ended = (outcome: Omit<RowRecord, 'name' | 'must' | 'seconds'>): RowRecord => {
    return { name, must, ...outcome, seconds: Math.round((performance.now() - from) / 100) / 10 }
  }
  const sick: string[] = []
  for (let attempts = 1; ; attempts++) {
    try {
      const attempt = await row.attempt(stage)
      stage.signal.throwIfAborted()
      const outcome = judge(attempt)
      const isLast = attempts === row.attempts
      if (attempt.sick.length === 0) {
        if (isLast || !mayBeNoise(row, outcome)) return ended({ attempts, ...outcome })
        continue
      }
      sick.push(`attempt ${attempts}: ${attempt.sick.join('; ')}`)
      if (isLast) return ended({ attempts, ...outcome, status: 'unknown', because: sick })
    } catch (error) {
      stage.signal.throwIfAborted()
      const status = error instanceof CannotTell ? 'unknown' : 'broken'
      return ended({ attempts, status, because: [messageOf(error)], checks: [], wrong: [] })
    }
  }
}

/** Right when every check holds, and proven when each wrong formula breaks one. */
export function judge({ checks, wrong }: Attempt): Pick<RowRecord, 'status' | 'because' | 'checks' | 'wrong'> {
  const mistakes = wrong.map(({ name, checks: found }): WrongRecord => {
    const broken = found.filter(({ holds }) => !holds)
    return { name, refused: broken.length > 0, by: broken.length > 0 ? broken.slice(0, 1) : found }
  })
  const because = [
    ...checks.filter(({ holds }) => !holds).map(({ what, must, measured }) => `${what} must be ${must}: measured ${measured}`),
    ...mistakes.filter(({ refused }) => !refused).map(({ name }) => `a wrong formula was not refused: ${name}`),
  ]
  return { status: because.length === 0 ? 'pass' : 'fail', because, checks, wrong: mistakes }
}

/** Figures above their limits, on a machine that can do no more than add to them, and nothing else wrong. */
const mayBeNoise = ({ noiseOnlyAdds }: Row, { checks, wrong }: ReturnType<typeof judge>): boolean =>
  noiseOnlyAdds && wrong.every(({ refused }) => refused) && checks.every(({ holds, isOver }) => holds || isOver === true) && checks.some(({ holds }) => !holds)

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))
