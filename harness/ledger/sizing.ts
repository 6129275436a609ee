import { MAX_SLOTS } from '../../simulators/traffic/identity.ts'
import { DEFAULT_GRACE_US } from './layout.ts'

/** How busy one source is. */
export interface SourceLoad {
  /** Call legs, registrations and messages per second. */
  readonly entitiesPerSecond: number
  /** Mean time from the first to the last event of an entity, seconds. */
  readonly meanLifeSeconds: number
  /** Length of the run: there are never more entities than it brings. */
  readonly runSeconds: number
}

/**
 * Slots that a source needs: by Little's law the entities that live at the same time, each kept for the grace behind
 * its end, doubled for bursts and long calls. Memory is taken only for slots that are really used.
 */
export function slotsFor(
  { entitiesPerSecond, meanLifeSeconds, runSeconds }: SourceLoad,
  graceUs = DEFAULT_GRACE_US,
): number {
  const held = Math.min(meanLifeSeconds + graceUs / 1e6 + 1, runSeconds)
  return Math.min(MAX_SLOTS, 1024 + Math.ceil(2 * entitiesPerSecond * held))
}
