import type { ObservedEvent } from '../contract/observed-event.ts'
import type { Judgement } from '../model/conformance.ts'
import { claim, fact } from './claim.ts'
import { eventEvidence } from './delivery.ts'

export interface MarkRules {
  /** What the tags of this run begin with. */
  readonly run: string
  /** Kinds that a mark may yield besides its call/start. */
  readonly yields: readonly string[]
  /** Whether calls without a tag of the run were sent. */
  readonly strangers: boolean
}

interface Marked {
  readonly control: string
  readonly sentinel: string
  readonly marks: MarkRules
}

/**
 * What every trial asks besides its own expectations, so that a bridge that says too much does not get through: control
 * and sentinel come once and as what they are, all that comes is an event, and no call comes that nobody made. Only what
 * is broken is reported.
 */
export function guardJudgements(events: readonly ObservedEvent[], { control, sentinel, marks }: Marked): Judgement[] {
  const isMark = (event: ObservedEvent): boolean => [control, sentinel].includes(event.value('uniqueid') ?? '')
  const starts = (tag: string): readonly ObservedEvent[] => events.filter((event) => event.kind === 'call/start' && event.value('uniqueid') === tag)
  const twice = [...starts(control).slice(1), ...starts(sentinel).slice(1)]
  const other = events.filter((event) => isMark(event) && event.kind !== 'call/start' && !marks.yields.includes(event.kind))
  const broken = events.filter(({ problem }) => problem !== undefined)
  const strangers = marks.strangers ? [] : events.filter((event) => isStranger(event, marks.run))
  return [
    ...report('an ordinary event comes out once', 'came again', twice),
    ...report('an ordinary call/start comes out as that and nothing else', 'came with it', other),
    ...report('every delivery is an event', 'is none', broken),
    ...report('no call comes out that nobody made', 'was never sent', strangers),
  ]
}

const isStranger = ({ kind, value }: ObservedEvent, run: string): boolean => kind.startsWith('call/') && !(value('uniqueid') ?? '').includes(run)

function report(expected: string, what: string, offenders: readonly ObservedEvent[]): Judgement[] {
  const [first] = offenders
  return first ? [fact(claim(false, expected, `${first.kind || first.problem || 'a delivery'} ${what} (${offenders.length} such)`, eventEvidence('offending', offenders)))] : []
}
