import { createAgenda } from '../../timing/agenda.ts'
import type { Clock } from '../../timing/clock.ts'
import type { Milestone } from '../../traffic/identity.ts'
import type { Instruments, Journal, SourceCounter, SourceSeries } from '../../traffic/journal.ts'
import type { SourceShare } from '../../traffic/source-plan.ts'
import type { Mix } from '../../traffic/workload.ts'
import type { SwitchEvent } from '../codec/switch-event.ts'
import type { DeliveryListener, DueTimes } from '../delivery.ts'
import type { Entity, MachineContext } from '../entity.ts'

/** A clock that stands still until it is set. */
export interface ManualClock extends Clock {
  setUs(us: number): void
}

export function createManualClock(): ManualClock {
  let now = 0
  return { nowUs: () => now, epochUs: (us) => 1_700_000_000_000_000 + Math.round(us), setUs: (us) => void (now = us) }
}

/** Journal and instruments that write everything down. The slot of an entity is its number. */
export interface NotingJournal extends Journal, Instruments {
  readonly opened: { readonly number: number; readonly script: number; readonly atUs: number; readonly endUs: number }[]
  readonly sentSteps: (readonly [slot: number, step: number, intendedUs: number])[]
  readonly unobservedSteps: (readonly [slot: number, step: number])[]
  readonly closed: number[]
  readonly latencies: (readonly [series: SourceSeries, intendedUs: number, valueUs: number])[]
  readonly counters: Map<SourceCounter, number>
}

export function createNotingJournal(): NotingJournal {
  const notes: NotingJournal = {
    opened: [],
    sentSteps: [],
    unobservedSteps: [],
    closed: [],
    latencies: [],
    counters: new Map(),
    open(number, _leg, script, atUs, endUs) {
      notes.opened.push({ number, script, atUs, endUs })
      return number
    },
    sent: (slot, step, intendedUs) => void notes.sentSteps.push([slot, step, intendedUs]),
    unsent: (slot, step) => {
      const at = notes.sentSteps.findIndex(([sentSlot, sentStep]) => sentSlot === slot && sentStep === step)
      if (at >= 0) notes.sentSteps.splice(at, 1)
    },
    unobserved: (slot, step) => void notes.unobservedSteps.push([slot, step]),
    close: (slot) => void notes.closed.push(slot),
    latency: (series, intendedUs, valueUs) => void notes.latencies.push([series, intendedUs, valueUs]),
    count: (counter, by = 1) => void notes.counters.set(counter, (notes.counters.get(counter) ?? 0) + by),
  }
  return notes
}

/** One event as it came to the delivery. */
export interface Delivered {
  readonly event: SwitchEvent
  readonly times: DueTimes
  readonly listener: DeliveryListener
}

export const QUIET_MIX: Mix = {
  flows: { answered: 1 },
  talkTime: { medianSeconds: 10, sigma: 0 },
  answerDelay: { medianSeconds: 2, sigma: 0 },
  registrations: { perSecond: 0, unregisterShare: 0, expireShare: 0 },
  messages: { perSecond: 0 },
}

/** A machine on a manual clock whose events are collected and answered by the test. */
export interface BenchMachine {
  readonly context: MachineContext
  readonly clock: ManualClock
  readonly notes: NotingJournal
  readonly delivered: Delivered[]
  /** Takes what is due from the agenda, one by one, and sets the clock to each; until nothing is left. */
  runAgenda(): void
}

/** @param reply called for each event; without it every event is sent and answered at once */
export function createBenchMachine(
  share: Partial<SourceShare> = {},
  reply: (delivered: Delivered, nowUs: number) => void = ({ listener, times }, nowUs) => {
    listener.sent()
    listener.done(Math.max(times.dueUs, nowUs))
  },
): BenchMachine {
  const clock = createManualClock()
  const notes = createNotingJournal()
  const delivered: Delivered[] = []
  const agenda = createAgenda<() => void>()
  const context: MachineContext = {
    machine: 3,
    runId: 1_500_000_000,
    share: {
      seed: 's',
      source: 2,
      arrivals: { kind: 'poisson', perSecond: 5 },
      mix: QUIET_MIX,
      endUs: Infinity,
      ...share,
    },
    clock,
    journal: notes,
    instruments: notes,
    agenda,
    living: new Set<Entity>(),
    delivery: {
      replies: true,
      deliver(event, times, listener) {
        const item = { event, times, listener }
        delivered.push(item)
        reply(item, clock.nowUs())
      },
    },
  }
  return {
    context,
    clock,
    notes,
    delivered,
    runAgenda() {
      while (agenda.size > 0) {
        clock.setUs(Math.max(clock.nowUs(), agenda.nextUs))
        agenda.take()?.()
      }
    },
  }
}

/** Milestone of an event, for comparison. */
export const eventNames = (delivered: readonly Delivered[]): Milestone[] =>
  delivered.map(({ event }) => event.event as Milestone)
