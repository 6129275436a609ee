import type { Agenda } from '../timing/agenda.ts'
import type { Clock } from '../timing/clock.ts'
import { type EntityKind, toEntityNumber } from '../traffic/entity-number.ts'
import { type Milestone, packScript, toAsteriskId } from '../traffic/identity.ts'
import type { Instruments, Journal } from '../traffic/journal.ts'
import type { SourceShare } from '../traffic/source-plan.ts'
import type { SwitchEvent } from './codec/switch-event.ts'
import type { Delivery, DueTimes } from './delivery.ts'
import type { Scene } from './events.ts'
import { toTimestamp } from './timestamp.ts'

/** What everything that happens on one machine shares. */
export interface MachineContext {
  /** Number of the machine in its events. */
  readonly machine: number
  readonly runId: number
  readonly share: SourceShare
  readonly clock: Clock
  readonly journal: Journal
  readonly instruments: Instruments
  readonly delivery: Delivery
  readonly agenda: Agenda<() => void>
  /** Calls, registrations and messages that have not ended. */
  readonly living: Set<Entity>
}

/** One call, registration or message with its slot in the journal. */
export interface Entity {
  /** Where and when its event happens. */
  scene(dueUs: number): Scene
  /**
   * Delivers its event of one step and keeps the journal.
   * @param onBooked called with 1 when the event is handed over, with -1 when that is taken back
   * @param onDone called with the moment at which the machine goes on
   */
  emit(step: number, event: SwitchEvent, times: DueTimes, onBooked: (by: 1 | -1) => void, onDone: (atUs: number) => void): void
  /** Gives the slot back: nothing further is emitted. */
  close(): void
}

/**
 * Opens the slot of an entity.
 * @param index count of the entity among those of its kind on this machine
 * @throws RangeError when the journal is full
 */
export function openEntity(
  context: MachineContext,
  kind: EntityKind,
  index: number,
  plan: { readonly milestones: readonly Milestone[]; readonly atUs: number; readonly endUs: number },
): Entity {
  const { journal, machine, clock, delivery, living } = context
  const number = toEntityNumber(kind, index)
  const slot = journal.open(number, 0, packScript(plan.milestones), plan.atUs, plan.endUs)
  const id = toAsteriskId(context.runId, { source: context.share.source, number, leg: 0, slot })

  const entity: Entity = {
    scene: (dueUs) => ({ id, machine, timestamp: toTimestamp(clock.epochUs(dueUs)) }),
    emit(step, event, times, onBooked, onDone) {
      let sent = false
      delivery.deliver(event, times, {
        sent() {
          sent = true
          journal.sent(slot, step, times.dueUs)
          onBooked(1)
        },
        unsent() {
          sent = false
          journal.unsent(slot, step)
          onBooked(-1)
        },
        done(atUs) {
          if (!sent) journal.unobserved(slot, step)
          onDone(atUs)
        },
      })
    },
    close() {
      if (living.delete(entity)) journal.close(slot)
    },
  }
  living.add(entity)
  return entity
}
