import type { SwitchBus } from '../bus.ts'
import { toOutgoing } from '../codec/fs-outgoing.ts'
import { type Moment, momentOf, spanBetween } from './moment.ts'
import type { Stage } from './stage.ts'

/**
 * A stage that is played on in real time: its moments are readings of a clock and its events go to the bus at once.
 * @param epochUs Unix time in whole microseconds
 */
export function createLiveStage(bus: SwitchBus, epochUs: () => number): Stage {
  const times = new WeakMap<Moment, number>()
  let last: { readonly us: number; readonly moment: Moment } | undefined
  return {
    identity: bus.identity,
    now() {
      const us = epochUs()
      if (last?.us === us) return last.moment
      last = { us, moment: momentOf(us) }
      times.set(last.moment, us)
      return last.moment
    },
    nextSequence: () => String(bus.nextSequence()),
    span: (from, to) => spanBetween(timeOf(times, from), timeOf(times, to)),
    emit(event) {
      bus.fire(toOutgoing(event))
    },
  }
}

function timeOf(times: WeakMap<Moment, number>, moment: Moment): number {
  const us = times.get(moment)
  if (us === undefined) {
    throw new TypeError(
      `Cannot measure from a moment as it must be of the same stage: current value is ${moment.timestamp}`,
    )
  }
  return us
}
