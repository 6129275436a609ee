import { renderFrame } from './event-frame.ts'
import type { ListenerOutput } from '../listener-output.ts'
import type { EventFault, Fault, FaultyConnection, LinkFault } from './fault.ts'
import type { FaultyLink } from './faulty-link.ts'

type Strike<D> = Omit<Fault, 'definition'> & { readonly definition: D }

/** The faults of one connection, at work. */
export interface ConnectionFaults extends Disposable {
  /** Puts itself in front of the output of a listener. */
  alter(output: ListenerOutput): ListenerOutput
}

/** Begins the faults of a connection; `start` and `after` count from now. */
export function createConnectionFaults(faults: readonly Fault[], link: FaultyLink): ConnectionFaults {
  const timers = new Set<NodeJS.Timeout>()
  const later = (ms: number, run: () => void): (() => void) => {
    const timer = setTimeout(() => {
      timers.delete(timer)
      run()
    }, ms)
    timers.add(timer)
    return () => {
      clearTimeout(timer)
      timers.delete(timer)
    }
  }
  const linkFaults = faults.flatMap((fault): Strike<LinkFault>[] => (fault.definition.kind === 'link' ? [{ ...fault, definition: fault.definition }] : []))
  const eventFaults = faults.flatMap((fault): Strike<EventFault>[] => (fault.definition.kind === 'event' ? [{ ...fault, definition: fault.definition }] : []))
  for (const fault of linkFaults) {
    const strike = (): void => fault.definition.strike(link, fault.value)
    if (fault.trigger.kind === 'start') strike()
    else if (fault.trigger.kind === 'after') later(fault.trigger.ms, strike)
  }

  return {
    alter(output) {
      let events = 0
      let isFinishing = false
      const connection: FaultyConnection = { finish: () => (isFinishing = true), later, write: output.write }
      // Those that go on for ever let the others strike.
      const ordered = eventFaults.sort((a, b) => a.definition.span - b.definition.span)
      const active = ordered.map((fault) => ({ change: fault.definition.start(fault.value, connection), isDue: dueOf(fault) }))
      return {
        get octets() {
          return output.octets
        },
        hasRoom: output.hasRoom,
        write: output.write,
        writeCutEvent: output.writeCutEvent,
        flush: output.flush,
        writeEvent(event, format) {
          events++
          const frame = renderFrame(event, format)
          const [first] = active.filter(({ isDue }) => isDue(events))
          // Where several are due, one strikes: a frame that is broken already cannot be changed further.
          for (const octets of first === undefined ? [frame.octets] : first.change(frame)) output.write(octets)
          for (const { definition, trigger, value } of linkFaults) {
            if (!isAt(trigger, events)) continue
            output.flush()
            definition.strike(link, value)
          }
          if (isFinishing) {
            output.flush()
            link.finish()
          }
        },
      }
    },
    [Symbol.dispose]: () => timers.forEach(clearTimeout),
  }
}

function isAt(trigger: Fault['trigger'], event: number): boolean {
  return (trigger.kind === 'event' && trigger.number === event) || (trigger.kind === 'every' && event % trigger.events === 0)
}

/** Whether an event fault strikes at the event of a number, asked for each in order. */
function dueOf({ definition, trigger }: Strike<EventFault>): (event: number) => boolean {
  const begun = performance.now()
  let hasStruck = false
  let left = 0
  return (event) => {
    const isDue =
      trigger.kind === 'start' ||
      isAt(trigger, event) ||
      (trigger.kind === 'after' && !hasStruck && performance.now() - begun >= trigger.ms)
    if (isDue) left = Math.max(left, definition.span)
    hasStruck ||= isDue
    return left-- > 0
  }
}
