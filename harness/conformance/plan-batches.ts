import { wishesOf, wishKey } from '../rig/wishes.ts'
import type { CheckDefinition } from './define-check.ts'

/** Checks that run on one bridge, one after the other. */
export interface Batch {
  readonly checks: readonly CheckDefinition[]
  readonly seconds: number
  /** Whether nothing else may run beside it. */
  readonly exclusive: boolean
}

/** About how long one bridge is used before another is started beside it. */
const BATCH_SECONDS = 20
const DEFAULT_SECONDS = 2

const secondsOf = ({ seconds = DEFAULT_SECONDS }: CheckDefinition): number => seconds

/** Groups checks by what they want around the bridge: the longest batches first, what needs the machine for itself last. */
export function planBatches(checks: readonly CheckDefinition[]): Batch[] {
  const groups = new Map<string, CheckDefinition[]>()
  for (const check of checks) {
    const own = wishesOf(check.wiring).fresh === true ? `#${check.id}` : ''
    const key = `${check.exclusive ? 'exclusive' : ''}${wishKey(check.wiring)}${own}`
    groups.set(key, [...(groups.get(key) ?? []), check])
  }
  const batches = [...groups.values()].flatMap(split).map((group): Batch => ({
    checks: group,
    seconds: group.reduce((sum, check) => sum + secondsOf(check), 0),
    exclusive: group.some(({ exclusive }) => exclusive),
  }))
  return batches.sort((a, b) => Number(a.exclusive) - Number(b.exclusive) || b.seconds - a.seconds)
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
