import { WORD } from './layout.ts'

/** A timestamp further from the intended time of every sent step of its name belongs to one that is not booked yet. */
const SAME_STEP_US = 25_000

const LOW_BITS = 0x77777777
const ONES = 0x11111111

/** The steps of a name in a packed script: bit 4n + 3 is set for step n. Without a loop, as each delivery asks. */
export function findSteps(script: number, milestone: number): number {
  // A group of four bits is 0 where the name stands; adding sets its top bit unless its lower bits are 0.
  const differing = script ^ Math.imul(milestone, ONES)
  return ~(((differing & LOW_BITS) + LOW_BITS) | differing | LOW_BITS)
}

/** The first of some steps as `findSteps()` gives them; -1 when there is none. */
export const firstStep = (steps: number): number => (steps === 0 ? -1 : (31 - Math.clz32(steps & -steps)) >>> 2)

/** The steps behind the first. */
export const laterSteps = (steps: number): number => steps & (steps - 1)

/**
 * Of several steps the one whose intended time is nearest to what the event states; when none is near, the first that
 * is not booked yet.
 * @param base where the words of the entity's slot begin
 * @param steps as `findSteps()` gives them, at least one
 * @param statedUs microseconds of the run
 */
export function nearestStep(words: Int32Array, base: number, steps: number, statedUs: number): number {
  let best = firstStep(steps)
  let bestDistance = Number.POSITIVE_INFINITY
  let unbooked = -1
  for (let rest = steps; rest !== 0; rest = laterSteps(rest)) {
    const step = firstStep(rest)
    const stamp = words[base + WORD.stamps + step] ?? 0
    if (stamp === 0) {
      if (unbooked < 0) unbooked = step
      continue
    }
    const distance = Math.abs((statedUs - stamp) | 0)
    if (distance >= bestDistance) continue
    best = step
    bestDistance = distance
  }
  return unbooked >= 0 && bestDistance > SAME_STEP_US ? unbooked : best
}
