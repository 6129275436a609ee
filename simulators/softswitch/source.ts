import type { Agenda } from '../timing/agenda.ts'
import { planCall } from '../traffic/call-plan.ts'
import { planOngoingCall } from '../traffic/prefill.ts'
import { planMessage } from '../traffic/message-plan.ts'
import { planRegistration } from '../traffic/registration-plan.ts'
import { planSource, type SourceArrival } from '../traffic/source-plan.ts'
import { resumeCall, runCall } from './call.ts'
import { type MachineContext, openEntity } from './entity.ts'
import { machineHealth, message, registration, type Scene, unheardOf } from './events.ts'
import type { SwitchEvent } from './codec/switch-event.ts'
import { toTimestamp } from './timestamp.ts'

/** The traffic of one machine. It sends nothing by itself: whoever paces it wakes it. */
export interface MachineSource {
  /** When the next thing is due, microseconds of the run's clock; Infinity when only replies are awaited. */
  readonly nextUs: number
  /**
   * Sends everything that is due, in the order of intended times.
   * @returns whether anything is left to be done, replies included
   * @throws RangeError when the journal is full
   */
  wake(): boolean
  /** Plans nothing further and gives all slots back. */
  halt(): void
}

export function createSource(context: MachineContext): MachineSource {
  const { agenda, clock, living } = context
  const arrivals = planSource(context.share)
  let next = nextOf(arrivals)

  return {
    get nextUs() {
      return Math.min(next?.atUs ?? Infinity, agenda.nextUs)
    },
    wake() {
      const nowUs = clock.nowUs()
      for (;;) {
        const arrivalUs = next?.atUs ?? Infinity
        if (Math.min(arrivalUs, agenda.nextUs) > nowUs) break
        if (next !== undefined && arrivalUs <= agenda.nextUs) {
          begin(context, next)
          next = nextOf(arrivals)
        } else {
          takeDue(agenda)
        }
      }
      return next !== undefined || agenda.size > 0 || living.size > 0
    },
    halt() {
      next = undefined
      agenda.drain()
      for (const entity of living) entity.close()
    },
  }
}

const takeDue = (agenda: Agenda<() => void>): void => agenda.take()?.()

function nextOf(arrivals: Generator<SourceArrival, void, undefined>): SourceArrival | undefined {
  const result = arrivals.next()
  return result.done === true ? undefined : result.value
}

function begin(context: MachineContext, { kind, index, atUs }: SourceArrival): void {
  const { seed, source, mix } = context.share
  switch (kind) {
    case 'call':
      return runCall(context, planCall(seed, source, index, mix), atUs)
    case 'ongoing':
      return resumeCall(context, planOngoingCall(seed, source, index, mix))
    case 'registration': {
      const plan = planRegistration(seed, source, index, mix)
      return emitOnce(context, kind, plan, atUs, (scene) => registration(scene, plan))
    }
    case 'message': {
      const plan = planMessage(seed, source, index)
      return emitOnce(context, kind, plan, atUs, (scene) => message(scene, plan))
    }
    case 'heartbeat':
      return tellHealth(context, atUs)
    case 'unknown':
      return deliverAlone(context, atUs, (scene) => unheardOf(scene, index))
  }
}

/** An entity of one event. */
function emitOnce(
  context: MachineContext,
  kind: 'registration' | 'message',
  plan: { readonly number: number; readonly event: 'register' | 'unregister' | 'expire' | 'receive' | 'send' },
  atUs: number,
  toEvent: (scene: Scene) => SwitchEvent,
): void {
  const entity = openEntity(context, kind, plan.number, { milestones: [plan.event], atUs, endUs: atUs })
  entity.emit(
    0,
    toEvent(entity.scene(atUs)),
    { dueUs: atUs, readyUs: atUs },
    () => {},
    () => entity.close(),
  )
}

const tellHealth = (context: MachineContext, atUs: number): void =>
  deliverAlone(context, atUs, (scene) => machineHealth(scene, Math.floor(atUs / 1000), context.living.size))

/** An event that belongs to no entity: the journal does not know it. */
function deliverAlone(
  { machine, clock, delivery }: MachineContext,
  atUs: number,
  toEvent: (scene: Omit<Scene, 'id'>) => SwitchEvent,
): void {
  const event = toEvent({ machine, timestamp: toTimestamp(clock.epochUs(atUs)) })
  delivery.deliver(event, { dueUs: atUs, readyUs: atUs }, { sent: () => {}, unsent: () => {}, done: () => {} })
}
