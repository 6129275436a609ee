import { mergeSeriesRecords } from '../merge/merge-series-records.ts'
import type {
  ComparedLatency,
  ComparedObjective,
  ComparedSeries,
  ComparedSide,
  ComparisonRecord,
} from '../model/comparison.ts'
import { addDeliveries, NO_DELIVERIES } from '../model/delivery-counts.ts'
import type { SeriesRecord } from '../model/run-record.ts'
import { compareLatencies } from './compare-latencies.ts'
import { conclude } from './conclude.ts'
import { conditionDifferences } from './conditions.ts'
import { areInTurns } from './run-values.ts'
import { MOST_SIDES, type Side } from './side.ts'

/** What a comparison says about itself. */
export interface ComparisonFrame {
  readonly version: string
  readonly madeAt: string
  readonly command: string
}

/**
 * Puts runs over each other, the first side as the base.
 * @throws RangeError for fewer than two sides, or for more than a reader can tell apart
 */
export function compareSides(sides: readonly Side[], { version, madeAt, command }: ComparisonFrame): ComparisonRecord {
  if (sides.length < 2 || sides.length > MOST_SIDES) {
    throw new RangeError(`Cannot compare as there must be 2 to ${MOST_SIDES} sides: current count is ${sides.length}`)
  }
  const compared = sides.map(describeSide)
  const seed = sides.flatMap(({ runs }) => runs.map(({ runId }) => runId)).join(' ')
  const latencies = compareLatencies(sides, seed)
  const objectives = compareObjectives(sides)
  return {
    schema: 'callstorm.comparison/1',
    callstorm: version,
    madeAt,
    command,
    conclusion: conclude(sides, { sides: compared, objectives, latencies }),
    sides: compared,
    differences: conditionDifferences(sides),
    objectives,
    latencies,
    series: compareSeries(sides),
    reach: reachOf(sides, latencies),
  }
}

function describeSide({ name, path, runs }: Side): ComparedSide {
  return {
    name,
    path,
    profile: [...new Set(runs.map(({ target }) => target.profile))].join(', '),
    runs: runs.map(({ runId, startedAt, verdict }) => ({ runId, startedAt, status: verdict.status })),
    emitted: runs.reduce((total, { ledger }) => total + ledger.emitted, 0),
    deliveries: runs.map(({ ledger }) => ledger.totals).reduce(addDeliveries, NO_DELIVERIES),
  }
}

function compareObjectives(sides: readonly Side[]): ComparedObjective[] {
  const all = sides.flatMap(({ runs }) => runs.flatMap(({ objectives }) => objectives))
  return [...new Map(all.map((objective) => [objective.text, objective])).values()].map(({ text, limit }) => ({
    text,
    ...(limit && { limit }),
    sides: sides.map(({ runs }) =>
      runs.flatMap(({ objectives }) =>
        objectives
          .filter((objective) => objective.text === text)
          .map(({ status, measured, margin }) => ({ status, measured, margin })),
      ),
    ),
  }))
}

function compareSeries(sides: readonly Side[]): ComparedSeries[] {
  const merged = sides.map(({ runs }) => mergeSeriesRecords(runs.map(({ series }) => series)).series)
  const names = [...new Set(merged.flatMap((series) => series.map(({ name }) => name)))]
  return names.flatMap((name) => {
    const own = merged.map((series) => series.find((one) => one.name === name))
    const known = own.find((series) => series !== undefined)
    if (!known || own.every((series) => !series || series.count === 0)) return []
    return [{ name, title: known.title, diagnostic: known.diagnostic, sides: own.map(curveOf) }]
  })
}

function curveOf(series: SeriesRecord | undefined): ComparedSeries['sides'][number] {
  if (!series || series.count === 0) return undefined
  const { count, minUs, maxUs, sumUs, quantiles, distribution } = series
  return { count, minUs, maxUs, sumUs, quantiles, distribution }
}

const WITHIN =
  'Intervals hold the noise within the runs and nothing of what differs from run to run: two runs of one and the same bridge differ by more. Stored runs can show that something changed, not that a bridge became slower: let both run side by side with `callstorm ab` to decide'
const DRIFT =
  'The runs of the sides were not made in turns, so a drift of the machine counts as a change: `callstorm ab` lets both sides take turns'

function reachOf([base, ...others]: readonly Side[], latencies: readonly ComparedLatency[]): string {
  const rest = latencies.some(({ changes }) => changes.some(({ kind }) => kind !== 'runs'))
  if (rest || latencies.length === 0) return WITHIN
  return others.every((other) => areInTurns(base, other)) ? IN_TURNS : DRIFT
}

const IN_TURNS = 'The runs of the sides were made in turns, so what drifts is the same for both runs of a pair'
