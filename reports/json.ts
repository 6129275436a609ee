import type { RunRecord } from '../harness/model/run-record.ts'

/** The top level of a record in reading order; everything beneath is in alphabetical order of its keys. */
const TOP_LEVEL = [
  'schema',
  'callstorm',
  'scenario',
  'startedAt',
  'endedAt',
  'command',
  'runId',
  'verdict',
  'objectives',
  'workload',
  'target',
  'environment',
  'ledger',
  'counters',
  'health',
  'marks',
  'series',
  'timeline',
  'usage',
] as const satisfies readonly (keyof RunRecord)[]

function ordered(value: unknown, path: string): unknown {
  if (typeof value === 'number' && !Number.isFinite(value)) {
    throw new RangeError(`Cannot write "${path}" as JSON has finite numbers only: current value is ${value}`)
  }
  if (Array.isArray(value)) return value.map((item, i) => ordered(item, `${path}[${i}]`))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, item]) => [key, ordered(item, path === '' ? key : `${path}.${key}`)]),
  )
}

/**
 * A record as `run.json`: equal records give equal text, whatever order their keys were made in.
 * @throws RangeError when a number is NaN or infinite: JSON would turn it into null behind the reader's back
 */
export function renderJson(record: RunRecord): string {
  const known = new Map(Object.entries(record))
  const first = TOP_LEVEL.filter((key) => known.has(key)).map((key) => [key, ordered(known.get(key), key)] as const)
  for (const key of TOP_LEVEL) known.delete(key)
  const rest = [...known]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, value]) => [key, ordered(value, key)] as const)
  return `${JSON.stringify(Object.fromEntries([...first, ...rest]), undefined, 1)}\n`
}
