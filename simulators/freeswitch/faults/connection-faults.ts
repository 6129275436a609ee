import { renderFrame } from './event-frame.ts'
import type { ListenerOutput } from '../listener-output.ts'
import type { EventFault, EventFrame, Fault, FaultyConnection, LinkFault } from './fault.ts'
import type { FaultyLink } from './faulty-link.ts'

type Strike<D> = Omit<Fault, 'definition'> & { readonly definition: D }

/** The faults of one connection, at work. */
export interface ConnectionFaults extends Disposable {
  /** Puts itself in front of the output of a listener. */
  alter(output: ListenerOutput): ListenerOutput
  /** A fault begins: its `start` and `after` count from now, its events from the next. @returns what ends it */
  begin(fault: Fault): () => void
}

interface ActiveLinkFault {
  readonly isDue: (event: number) => boolean
  readonly strike: () => void
}

interface ActiveEventFault {
  readonly span: number
  readonly isDue: (event: number) => boolean
  readonly change: (frame: EventFrame) => readonly string[]
}

/** What goes wrong on one connection, over the link that its octets take. */
export function createConnectionFaults(link: FaultyLink): ConnectionFaults {
  const timers = createTimers()
  const linkFaults = new Set<ActiveLinkFault>()
  let eventFaults: readonly ActiveEventFault[] = []
  let events = 0
  let isFinishing = false
  let output: ListenerOutput | undefined
  const connection: FaultyConnection = {
    finish: () => (isFinishing = true),
    later: timers.later,
    write: (octets) => output?.write(octets),
  }

  const beginLinkFault = ({ definition, trigger, value }: Strike<LinkFault>): (() => void) => {
    let hasStruck = false
    const strike = (): void => {
      hasStruck = true
      definition.strike(link, value)
    }
    const before = events
    const active: ActiveLinkFault = { isDue: (event) => isAt(trigger, event - before), strike }
    linkFaults.add(active)
    let forget = (): void => undefined
    if (trigger.kind === 'start') strike()
    else if (trigger.kind === 'after') forget = timers.later(trigger.ms, strike)
    return () => {
      forget()
      linkFaults.delete(active)
      if (hasStruck) link.heal()
    }
  }

  const beginEventFault = (fault: Strike<EventFault>): (() => void) => {
    const { span } = fault.definition
    const active = { span, change: fault.definition.start(fault.value, connection), isDue: dueOf(fault, events) }
    // Those that go on for ever let the others strike.
    eventFaults = [...eventFaults, active].sort((a, b) => a.span - b.span)
    return () => {
      eventFaults = eventFaults.filter((other) => other !== active)
    }
  }

  return {
    begin(fault) {
      const { definition } = fault
      if (definition.kind === 'link') return beginLinkFault({ ...fault, definition })
      return definition.kind === 'event' ? beginEventFault({ ...fault, definition }) : () => undefined
    },
    alter(behind) {
      output = behind
      return {
        get octets() {
          return behind.octets
        },
        hasRoom: behind.hasRoom,
        write: behind.write,
        writeCutEvent: behind.writeCutEvent,
        flush: behind.flush,
        writeEvent(event, format) {
          events++
          const frame = renderFrame(event, format)
          const [first] = eventFaults.filter(({ isDue }) => isDue(events))
          // Where several are due, one strikes: a frame that is broken already cannot be changed further.
          for (const octets of first === undefined ? [frame.octets] : first.change(frame)) behind.write(octets)
          for (const { isDue, strike } of linkFaults) {
            if (!isDue(events)) continue
            behind.flush()
            strike()
          }
          if (isFinishing) {
            behind.flush()
            link.finish()
          }
        },
      }
    },
    [Symbol.dispose]: timers.clear,
  }
}

interface OwnTimers {
  later(ms: number, run: () => void): () => void
  readonly clear: () => void
}

function createTimers(): OwnTimers {
  const timers = new Set<NodeJS.Timeout>()
  return {
    later(ms, run) {
      const timer = setTimeout(() => {
        timers.delete(timer)
        run()
      }, ms)
      timers.add(timer)
      return () => {
        clearTimeout(timer)
        timers.delete(timer)
      }
    },
    clear: () => timers.forEach(clearTimeout),
  }
}

function isAt(trigger: Fault['trigger'], event: number): boolean {
  return (trigger.kind === 'event' && trigger.number === event) || (trigger.kind === 'every' && event % trigger.events === 0)
}

/** Whether an event fault strikes at the event of a number, asked for each in order; `before` came before the fault. */
function dueOf({ definition, trigger }: Strike<EventFault>, before: number): (event: number) => boolean {
  const begun = performance.now()
  let hasStruck = false
  let left = 0
  return (event) => {
    const isDue =
      trigger.kind === 'start' ||
      isAt(trigger, event - before) ||
      (trigger.kind === 'after' && !hasStruck && performance.now() - begun >= trigger.ms)
    if (isDue) left = Math.max(left, definition.span)
    hasStruck ||= isDue
    return left-- > 0
  }
}
