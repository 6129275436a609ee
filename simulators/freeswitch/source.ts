import { type Agenda, createAgenda } from '../timing/agenda.ts'
import type { Clock } from '../timing/clock.ts'
import type { Instruments, Journal } from '../traffic/journal.ts'
import { planSource, type SourceArrival, type SourceShare } from '../traffic/source-plan.ts'
import type { SwitchBus } from './bus.ts'
import { FLOW_SCRIPTS } from './flows/flow-scripts.ts'
import { NO_PLANNED_LEGS, type PlannedLegs } from './planned-legs.ts'
import type { Replay } from './replay/recorded-trace.ts'
import { createReplaySchedule } from './replay/replay-schedule.ts'
import { type CallPlayer, createCallPlayer, type LivingCall } from './source-call.ts'
import { createCensus } from './source-census.ts'
import { type ClockMode, createEventClock } from './source-clock.ts'
import type { SourceContext } from './source-context.ts'
import { createMomentPlayer } from './source-player.ts'
import { createPlannedLegs } from './source-control.ts'
import { createSinglePlayer } from './source-single.ts'
import type { SwitchFigures } from './switch-tables.ts'

export interface NodeTrafficOptions {
  readonly bus: SwitchBus & {
    /** Hands what was fired to the sockets. */
    flush(): void
  }
  readonly share: SourceShare
  /** See `toRunId()`: every id of the run carries it. */
  readonly runId: number
  readonly clock: Clock
  readonly journal: Journal
  readonly instruments: Instruments
  /** @default 'exact' */
  readonly clockMode?: ClockMode | undefined
  /** What the calls of each flow emit. @default FLOW_SCRIPTS */
  readonly scripts?: SourceContext['scripts'] | undefined
  /** Recorded traffic in place of the share's. */
  readonly replay?: Replay | undefined
}

/** The traffic of one node. It has no timer: somebody wakes it. */
export interface NodeTraffic {
  /** Legs that are up; none of a recorded trace. */
  readonly legs: PlannedLegs
  readonly figures: SwitchFigures
  /** When the next thing is due, microseconds of the run's clock; Infinity when nothing is to come. */
  readonly nextUs: number
  /**
   * Emits what has become due, in the order of intended times, and hands it to the sockets. Lateness moves no intended
   * time: what is late is sent as soon as it can be. Nothing is emitted that is due at the end of the run or later.
   * @returns whether anything is to come
   * @throws RangeError when the journal is full
   */
  wake(): boolean
  /** Ends everything that lives: nothing is emitted any more. */
  halt(): void
}

/** Traffic that is behind catches up in portions of about so many events, between which sockets are served. */
const EVENTS_PER_WAKE = 2048

export function createNodeTraffic(options: NodeTrafficOptions): NodeTraffic {
  const { bus, share, clock, clockMode = 'exact', replay, scripts = FLOW_SCRIPTS } = options
  const census = createCensus()
  const context = { ...options, census, scripts, eventTime: createEventClock(clock, clockMode) }
  const schedule: Partial<Pick<Schedule, 'legs'>> & Omit<Schedule, 'legs'> =
    replay === undefined ? createSchedule(context) : createReplaySchedule(context, replay)

  return {
    legs: schedule.legs ?? NO_PLANNED_LEGS,
    get figures() {
      return census.figures
    },
    get nextUs() {
      return schedule.nextUs
    },
    wake() {
      const nowUs = clock.nowUs()
      let room = EVENTS_PER_WAKE
      while (room > 0 && schedule.nextUs <= nowUs && schedule.nextUs < share.endUs) room -= schedule.step()
      bus.flush()
      if (schedule.nextUs < share.endUs) return true
      schedule.halt()
      return false
    },
    halt: schedule.halt,
  }
}

/** Everything that a node has to do, the earliest first. */
interface Schedule {
  /** The calls that clients can look at and end. */
  readonly legs: PlannedLegs
  /** When the next thing is due; Infinity when nothing is to come. */
  readonly nextUs: number
  /** Does the next thing. @returns about how many events it emitted */
  step(): number
  halt(): void
}

function createSchedule(context: SourceContext): Schedule {
  const play = createMomentPlayer(context)
  const calls = createCallPlayer(context, play)
  const playSingle = createSinglePlayer(context, play)
  const agenda = createAgenda<LivingCall>()
  const arrivals = planSource(context.share)
  const nextArrival = (): SourceArrival | undefined => arrivals.next().value ?? undefined
  let arrival = nextArrival()

  return {
    legs: createPlannedLegs(context, calls),
    get nextUs() {
      return Math.min(agenda.nextUs, arrival?.atUs ?? Number.POSITIVE_INFINITY)
    },
    step() {
      if (arrival === undefined || agenda.nextUs <= arrival.atUs) return playNext(calls, agenda, agenda.take())
      const { kind, index, atUs } = arrival
      arrival = nextArrival()
      if (kind === 'call') return playNext(calls, agenda, calls.begin(index, atUs))
      if (kind === 'ongoing') return schedule(agenda, calls.resume(index))
      playSingle(kind, index, atUs)
      return 1
    },
    halt() {
      arrival = undefined
      for (const call of agenda.drain()) if (!call.isOver) calls.end(call)
    },
  }
}

/** Plays the next moment of a call and puts the one behind it on the agenda. */
function playNext(calls: CallPlayer, agenda: Agenda<LivingCall>, call: LivingCall | undefined): number {
  if (call === undefined || call.isOver) return 0
  const events = call.flow.moments[call.moment]?.length ?? 0
  calls.play(call)
  const nextUs = call.dueUs[call.moment]
  if (nextUs === undefined) calls.end(call)
  else agenda.add(nextUs, call)
  return events
}

/** A call that is not to be heard of yet costs about as much as an event. */
function schedule(agenda: Agenda<LivingCall>, call: LivingCall): number {
  agenda.add(call.dueUs[call.moment] ?? 0, call)
  return 1
}
