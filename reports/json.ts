/** Members of records in reading order; every other member, and all beneath, is in alphabetical order. */
const TOP_LEVEL = [
  'schema',
  'callstorm',
  'scenario',
  'profile',
  'startedAt',
  'endedAt',
  'command',
  'seed',
  'strict',
  'runId',
  'mergedFrom',
  'verdict',
  'objectives',
  'workload',
  'target',
  'capabilities',
  'environment',
  'ledger',
  'counters',
  'health',
  'marks',
  'series',
  'timeline',
  'usage',
]

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
 * A record of any kind as the text of its file: equal records give equal text, whatever order their keys were made in.
 * @throws RangeError when a number is NaN or infinite: JSON would turn it into null behind the reader's back
 */
export function renderJson(record: object): string {
  const place = ([key]: readonly [string, unknown]): number => {
    const at = TOP_LEVEL.indexOf(key)
    return at === -1 ? TOP_LEVEL.length : at
  }
  const members = Object.entries(record)
    .toSorted((one, other) => place(one) - place(other) || (one[0] < other[0] ? -1 : 1))
    .map(([key, value]) => [key, ordered(value, key)] as const)
  return `${JSON.stringify(Object.fromEntries(members), undefined, 1)}\n`
}
