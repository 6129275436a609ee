import { isDeepStrictEqual } from 'node:util'
import type { RunRecord } from '../model/run-record.ts'

/** Starts that lie further apart are not one start, milliseconds. */
const SAME_START_MS = 1000

/**
 * Why records are not all the segments of one run, in sentences; empty when they are. Segments share everything that
 * their figures depend on, and there is exactly one of each.
 */
export function segmentProblems(records: readonly RunRecord[]): string[] {
  const [first] = records
  if (first === undefined) return ['there is no record to merge']
  return [...differences(records, first), ...gaps(records)]
}

/** What must be the same in all segments. */
const PINS: readonly { readonly name: string; readonly of: (record: RunRecord) => unknown }[] = [
  { name: 'version of the record', of: ({ schema }) => schema },
  { name: 'version of callstorm', of: ({ callstorm }) => callstorm },
  { name: 'scenario', of: ({ scenario }) => scenario.id },
  { name: 'seed', of: ({ workload }) => workload.seed },
  { name: 'workload', of: ({ workload: { segment: _segment, ...workload } }) => workload },
  { name: 'objectives', of: ({ objectives }) => objectives.map(({ text }) => text) },
  { name: 'bridge', of: ({ target: { profile, kind } }) => [profile, kind] },
  { name: 'machine', of: ({ environment }) => environment },
]

function differences(records: readonly RunRecord[], first: RunRecord): string[] {
  const pins = PINS.filter(({ of }) => records.some((record) => !isDeepStrictEqual(of(record), of(first))))
  const starts = records.map(({ startedAt }) => Date.parse(startedAt))
  const apart = Math.max(...starts) - Math.min(...starts)
  return [
    ...pins.map(({ name }) => `the ${name} is not the same in all segments`),
    ...(apart <= SAME_START_MS ? [] : [`the segments started ${apart / 1000} s apart`]),
  ]
}

function gaps(records: readonly RunRecord[]): string[] {
  const segments = records.map(({ workload }) => workload.segment)
  const of = segments[0]?.of
  if (of === undefined || segments.some((segment) => segment === undefined)) return ['not every record is of a segment']
  if (segments.some((segment) => segment?.of !== of)) return ['the segments are not of one division']
  const counts = new Map<number, number>()
  for (const segment of segments) counts.set(segment?.part ?? 0, (counts.get(segment?.part ?? 0) ?? 0) + 1)
  return Array.from({ length: of }, (_, index) => index + 1).flatMap((part) => {
    const count = counts.get(part) ?? 0
    if (count === 1) return []
    return [count === 0 ? `segment ${part}/${of} is missing` : `segment ${part}/${of} is there ${count} times`]
  })
}
