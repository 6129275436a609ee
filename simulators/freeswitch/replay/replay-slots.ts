import { MAX_SLOTS } from '../../traffic/identity.ts'
import type { Replay } from './recorded-trace.ts'

/**
 * Most ledger slots that a node takes at the same time while it replays a trace.
 * @param graceUs how long a slot is kept behind the end of its entity, in real time
 */
export function replaySlots({ trace, speed, passes = Number.POSITIVE_INFINITY }: Replay, graceUs: number): number {
  const times = new Float64Array(trace.times)
  const changes = trace.entities.flatMap(({ firstEvent, lastEvent }) => [
    { us: times[firstEvent] ?? 0, by: 1 },
    { us: (times[lastEvent] ?? 0) + graceUs * speed, by: -1 },
  ])
  changes.sort((a, b) => a.us - b.us || b.by - a.by)
  let living = 0
  let most = 0
  for (const { by } of changes) most = Math.max(most, (living += by))
  const atOnce = Math.min(passes, 1 + Math.ceil((graceUs * speed) / trace.lengthUs))
  return Math.min(MAX_SLOTS, Math.max(1, most * atOnce))
}
