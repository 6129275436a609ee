import type { CheckData, Judgement } from '../model/conformance.ts'
import type { Rig } from '../rig/rig.ts'
import type { WiringWish } from '../rig/wishes.ts'

/** A check: what it is about as data, and how it is done. */
export interface CheckDefinition extends CheckData {
  /** What stands around the bridge. Checks with equal wishes run on one bridge, one after the other. */
  readonly wiring: WiringWish
  /** About how long it takes; long ones are begun first. @default 2 */
  readonly seconds?: number
  /** After how long it counts as stuck. @default 60 */
  readonly deadlineSeconds?: number
  /** Whether it needs the machine for itself, because it measures times or loads the machine. @default false */
  readonly exclusive?: boolean
  /** Whether it spends its time waiting, with hardly any work: it runs beside the others, on a bridge of its own. @default false */
  readonly waits?: boolean
  /** Judgements of trials count whether they are returned or not; what else was looked at is returned. */
  run(rig: Rig): Promise<Judgement | readonly Judgement[]>
  /** Looks at each bridge once more when everything that ran on it is done. */
  scan?(rig: Rig): readonly Judgement[]
}

/** Types a check as it is written: a misspelt key fails the type check. */
export const defineCheck = (check: CheckDefinition): CheckDefinition => {
  if (!/^[a-z]+(-[a-z0-9]+)*\/[a-z0-9]+(-[a-z0-9]+)*$/.test(check.id)) {
    throw new SyntaxError(`Cannot define a check as its id must be "topic/name" in kebab-case: current value is "${check.id}"`)
  }
  return check
}
