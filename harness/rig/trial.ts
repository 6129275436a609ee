import { setTimeout as delay } from 'node:timers/promises'
import type { Expectation } from '../checkers/expectation.ts'
import { claim, fact } from '../checkers/claim.ts'
import { guardJudgements, type MarkRules } from '../checkers/guards.ts'
import { excerptOf } from '../checkers/excerpt.ts'
import type { ObservedEvent } from '../contract/observed-event.ts'
import type { Judgement } from '../model/conformance.ts'
import type { Input } from './input.ts'
import { mappingHint } from './mapping-hint.ts'
import { createFinder, eventsSince, type Output, readAhead } from './output.ts'
import type { Limits } from './wishes.ts'

/** Nothing can be judged: the bridge was not ready, or an ordinary event did not come through. */
export class NotProven extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'NotProven'
  }
}

export interface TrialOptions {
  /** Where events are awaited and judged. @default every output of the rig */
  readonly outputs?: readonly Output[]
  /** Milliseconds until the sentinel must have come: R after a cut, where the way back takes a while. @default D */
  readonly withinMs?: number
  /** Milliseconds of looking after the sentinel. @default L */
  readonly lingerMs?: number
  /** Whether the stimulus has calls whose uniqueid is no tag of the run, as recordings do. @default false */
  readonly strangers?: boolean
}

/** What came out between control and sentinel. */
export interface Trial {
  /** Events of an output since the control, the control left out and the sentinel with it. */
  events(output: Output): readonly ObservedEvent[]
  /** Judges each output; a missing sentinel is a failure of its own, whatever else came. */
  judge(...expectations: readonly Expectation[]): Judgement[]
  /** The same for one output. */
  judgeOn(output: Output, ...expectations: readonly Expectation[]): Judgement[]
}

export interface TrialSurroundings {
  readonly limits: Limits
  readonly tag: () => string
  /** What the tags of this check begin with: what comes late is recognised by it. */
  readonly prefix: string
  /** What the tags of every check of this run begin with. */
  readonly run: string
  /** How long an input may take to become ready, and a control to come out. */
  readonly readyMs: number
  readonly controlMs: number
  readonly signal: AbortSignal
  /** Waits for a condition; false when it was not met in time. */
  readonly wait: (condition: () => boolean, withinMs: number) => Promise<boolean>
  /** Milliseconds so far that the machine took away. */
  readonly lostMs: () => number
  /** Takes down judgements, and what judges them again at the end of the run. */
  readonly judged: (judgements: readonly Judgement[], again: () => readonly Judgement[]) => void
}

interface Place {
  readonly output: Output
  readonly from: number
  readonly control: string
  readonly sentinel: string
  readonly marks: MarkRules
  readonly sentinelSeen: boolean
}

/**
 * Control, stimulus, sentinel, linger: an ordinary event proves the way, then comes what is judged, then another ordinary
 * event by the same way proves that the bridge got so far.
 * @throws NotProven when the control does not come through on every output
 */
export async function runTrial(input: Input, stimulus: () => unknown, options: TrialOptions, outputs: readonly Output[], around: TrialSurroundings): Promise<Trial> {
  const { limits, tag, signal, wait } = around
  const judged = options.outputs ?? outputs
  if (judged.length === 0) throw new NotProven('the bridge has no output to look at')
  if (!(await input.ready(around.readyMs))) throw new NotProven(`not ready: the bridge did not take up the link "${input.name}" in ${limits.readyMs / 1000} s`)
  const control = tag()
  const marks = { run: around.run, yields: input.markYields ?? [], strangers: options.strangers ?? false }
  const places = judged.map((output) => ({ output, from: output.deliveries.length }))
  const missing = await markAndWait(input, control, judged, around.controlMs, wait)
  if (missing.length > 0) {
    throw new NotProven(`path not proven: an ordinary event by "${input.name}" did not come out at ${missing.join(', ')} in ${around.controlMs / 1000} s${judged.filter(({ name }) => missing.includes(name)).map(mappingHint).join('')}`)
  }
  await stimulus()
  const sentinel = tag()
  const within = options.withinMs ?? limits.deliverMs
  const late = (await input.ready(within)) ? await markAndWait(input, sentinel, judged, within, wait) : judged.map(({ name }) => name)
  await untilQuiet(judged, options.lingerMs ?? limits.lingerMs, limits.deliverMs, around.lostMs)
  signal.throwIfAborted()
  for (const { output, from } of places) await readAhead(output, from, signal)
  return createTrial(places.map((place) => ({ ...place, control, sentinel, marks, sentinelSeen: !late.includes(place.output.name) })), within, around)
}

/**
 * Looks on until nothing has come for a while in which bridge and harness could run. Legs may overtake each other on
 * their way to a webhook, and the sentinel with them: that it has come does not say that everything before it has.
 */
async function untilQuiet(outputs: readonly Output[], quietMs: number, mostMs: number, lostMs: () => number): Promise<void> {
  const deadline = performance.now() + mostMs
  for (;;) {
    const before = outputs.map(({ deliveries }) => deliveries.length)
    const lost = lostMs()
    await delay(quietMs)
    const isQuiet = outputs.every(({ deliveries }, index) => deliveries.length === before[index])
    if ((isQuiet && lostMs() - lost < quietMs / 2) || performance.now() >= deadline) return
  }
}

/** Names of the outputs at which the mark did not come in time. */
async function markAndWait(input: Input, tag: string, outputs: readonly Output[], withinMs: number, wait: TrialSurroundings['wait']): Promise<string[]> {
  const finders = outputs.map((output) => ({ name: output.name, found: createFinder(output, output.deliveries.length, tag) }))
  await input.mark(tag)
  await wait(() => finders.every(({ found }) => found()), withinMs)
  return finders.flatMap(({ name, found }) => (found() ? [] : [name]))
}

function createTrial(places: readonly Place[], withinMs: number, around: TrialSurroundings): Trial {
  const own = ({ output, from, control, sentinel }: Place): ObservedEvent[] =>
    eventsSince(output, from).filter((event) => ![control, sentinel].includes(event.value('uniqueid') ?? ''))
  const placeOf = (output: Output): Place => {
    const place = places.find((candidate) => candidate.output === output)
    if (!place) throw new TypeError(`Cannot judge output "${output.name}" as the trial must have watched it`)
    return place
  }
  const judgePlace = (place: Place, expectations: readonly Expectation[]): Judgement[] => {
    const events = own(place)
    const end = place.output.deliveries.length
    const isFollowed = sentinelFollows(place)
    const settled = (judgement: Judgement): Judgement => (isFollowed && judgement.ground === 'absence' ? fact(judgement) : judgement)
    const judge = (seen: readonly ObservedEvent[]): Judgement[] => expectations.map((expectation) => settled(named(expectation(seen), place.output)))
    const guards = guardJudgements(eventsSince(place.output, place.from), place).map((judgement) => named(judgement, place.output))
    const judgements = [...judge(events), ...guards, ...(place.sentinelSeen ? [] : [wedged(place, withinMs, events)])]
    const again = (): Judgement[] => {
      const late = eventsSince(place.output, end).filter((event) => carries(event, around.prefix) && event.value('uniqueid') !== place.sentinel)
      return late.length === 0 ? [] : judge([...events, ...late]).map((judgement) => ({ ...judgement, actual: `${judgement.actual} (seen late, at the end of the run)` }))
    }
    around.judged(judgements, again)
    return judgements
  }
  return {
    events: (output) => own(placeOf(output)),
    judge: (...expectations) => places.flatMap((place) => judgePlace(place, expectations)),
    judgeOn: (output, ...expectations) => judgePlace(placeOf(output), expectations),
  }
}

const named = (judgement: Judgement, output: Output): Judgement => ({ ...judgement, expected: `${output.name}: ${judgement.expected}` })

/** Whether the sentinel came by the one connection by which all before it had to come: what is missing then is lost. */
const sentinelFollows = ({ output, from, sentinel }: Place): boolean =>
  eventsSince(output, from).some(({ delivery, value }) => delivery.kind === 'websocket' && value('uniqueid') === sentinel)

function wedged({ output }: Place, withinMs: number, events: readonly ObservedEvent[]): Judgement {
  const evidence = events.slice(-3).map(({ delivery }) => ({ title: `last at ${output.name}`, excerpt: excerptOf(delivery.payload) }))
  return claim(false, `${output.name}: an ordinary event after the stimulus comes out within ${withinMs / 1000} s`, 'wedged: it did not', evidence)
}

const carries = (event: ObservedEvent, prefix: string): boolean =>
  event.problem === undefined ? event.fields.some(({ value }) => value.includes(prefix)) : Buffer.from(event.delivery.payload).includes(prefix)

