import { MAX_STEPS, milestoneAt } from '../../simulators/traffic/identity.ts'
import { isHindered, isUndecided, wasAbsent } from './absences.ts'
import type { ExampleBook } from './examples.ts'
import {
  type LedgerBuffers,
  ONE_GENERATION,
  type ReceiverBlock,
  SOURCE_COUNTER,
  type SourceTable,
  STEP_MASK,
  WORD,
} from './layout.ts'

/** What a release needs besides the table itself. */
export interface ReleaseContext {
  readonly config: LedgerBuffers['config']
  readonly receivers: readonly ReceiverBlock[]
  readonly examples: ExampleBook
}

/**
 * Frees a slot and books for each receiver which of its steps never came. The tag goes first: a receiver that still
 * finds it has read the mark of this generation, and its own change of that mark fails once it is taken here.
 */
export function releaseSlot(table: SourceTable, slot: number, context: ReleaseContext): void {
  const { words, receivers } = table
  const base = slot * table.stride
  const tag = words[base + WORD.tag] ?? 0
  const sent = (words[base + WORD.state] ?? 0) & STEP_MASK
  Atomics.store(words, base + WORD.tag, 0)
  for (let receiver = 0; receiver < receivers; receiver++) {
    const missing = sent & ~takeMark(words, base + WORD.marks + receiver)
    if (missing !== 0) bookMissing(table, { base, tag, receiver, missing }, context)
  }
  words[base + WORD.state] = 0
  table.counters[SOURCE_COUNTER.released]!++
}

/** Whether a receiver that we hindered may not have come yet to what it misses: a release would call that lost. */
export function mayStandUnread(table: SourceTable, slot: number, { receivers }: ReleaseContext): boolean {
  const { words, counters } = table
  const nowUs = counters[SOURCE_COUNTER.latestUs] ?? 0
  const base = slot * table.stride
  const sent = (words[base + WORD.state] ?? 0) & STEP_MASK
  return receivers.some((block, receiver) => {
    if (!isUndecided(block, nowUs)) return false
    const missing = sent & ~Atomics.load(words, base + WORD.marks + receiver)
    return stepsOf(missing).some((step) => !wasAbsent(block, nowUs - ageOf(table, base, step)))
  })
}

/** Age in microseconds of the latest step that was sent, as of the source's latest intended time. */
export function ageOfLatest(table: SourceTable, slot: number): number {
  const base = slot * table.stride
  const sent = (table.words[base + WORD.state] ?? 0) & STEP_MASK
  let youngest = Number.POSITIVE_INFINITY
  for (let step = 0; sent >>> step !== 0; step++) {
    if ((sent >>> step) & 1) youngest = Math.min(youngest, ageOf(table, base, step))
  }
  return youngest
}

/** Empties the mark of one receiver and says which steps it had seen. */
function takeMark(words: Int32Array, at: number): number {
  // Only the receiver of this mark writes it besides us, so that one exchange with the next generation is enough.
  const generation = (words[at] ?? 0) & ~STEP_MASK
  return Atomics.exchange(words, at, (generation + ONE_GENERATION) | 0) & STEP_MASK
}

interface Missing {
  readonly base: number
  readonly tag: number
  readonly receiver: number
  readonly missing: number
}

function bookMissing(table: SourceTable, { base, tag, receiver, missing }: Missing, context: ReleaseContext): void {
  const block = context.receivers[receiver]
  for (let step = 0; missing >>> step !== 0; step++) {
    if (!((missing >>> step) & 1)) continue
    const dueUs = (table.counters[SOURCE_COUNTER.latestUs] ?? 0) - ageOf(table, base, step)
    if (block && (isHindered(block) || wasAbsent(block, dueUs))) {
      table.unobserved[receiver]!++
      continue
    }
    table.lost[receiver]!++
    context.examples.add('lost', dueUs, () => ({
      tag,
      milestone: milestoneAt(table.words[base + WORD.script] ?? 0, step),
      receiver: context.config.receivers[receiver]?.name ?? '',
    }))
  }
}

const stepsOf = (bits: number): readonly number[] => STEPS.filter((step) => (bits >>> step) & 1)
const STEPS = Array.from({ length: MAX_STEPS }, (_, step) => step)

/** Stamps wrap after 71 minutes; an age of more than half of that is a step of the near future. */
function ageOf(table: SourceTable, base: number, step: number): number {
  const age = ((table.counters[SOURCE_COUNTER.latestUs] ?? 0) - (table.words[base + WORD.stamps + step] ?? 0)) >>> 0
  return age > 2 ** 31 ? age - 2 ** 32 : age
}
