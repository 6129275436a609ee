import { wishesOf, wishKey } from '../rig/wishes.ts'
import type { CheckDefinition } from './define-check.ts'

/** What may run beside a batch: nothing for `exclusive`; `waiting` ones take no place among those that work. */
export type Lane = 'waiting' | 'working' | 'exclusive'

/** Checks that run on one bridge, one after the other. */
export interface Batch {
  readonly checks: readonly CheckDefinition[]
  readonly seconds: number
  readonly lane: Lane
}

/** About how long one bridge is used before another is started beside it. */
const BATCH_SECONDS = 20
const DEFAULT_SECONDS = 2

const secondsOf = ({ seconds = DEFAULT_SECONDS }: CheckDefinition): number => seconds
const laneOf = ({ exclusive = false, waits = false }: CheckDefinition): Lane => (exclusive ? 'exclusive' : waits ? 'waiting' : 'working')

/** Groups checks by their lane and by what they want around the bridge; the longest batches come first. */
export function planBatches(checks: readonly CheckDefinition[]): Batch[] {
  const groups = new Map<string, CheckDefinition[]>()
  for (const check of checks) {
    const lane = laneOf(check)
    const own = lane === 'waiting' || wishesOf(check.wiring).fresh === true ? `#${check.id}` : ''
    const key = `${lane}${wishKey(check.wiring)}${own}`
    groups.set(key, [...(groups.get(key) ?? []), check])
  }
  return [...groups.values()]
    .flatMap(split)
    .map((group): Batch => ({ checks: group, seconds: group.reduce((sum, check) => sum + secondsOf(check), 0), lane: group.map(laneOf)[0] ?? 'working' }))
    .toSorted((a, b) => b.seconds - a.seconds)
}

function split(group: readonly CheckDefinition[]): CheckDefinition[][] {
  if (group.some(({ exclusive }) => exclusive)) return [[...group]]
  const parts: { checks: CheckDefinition[]; seconds: number }[] = []
  for (const check of group) {
    const open = parts.at(-1)
    if (open && open.seconds + secondsOf(check) <= BATCH_SECONDS) {
      open.checks.push(check)
      open.seconds += secondsOf(check)
    } else parts.push({ checks: [check], seconds: secondsOf(check) })
  }
  return parts.map(({ checks }) => checks)
}
