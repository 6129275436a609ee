import type { Socket } from 'node:net'
import type { FsEvent, FsHeader } from '../../simulators/freeswitch/codec/event.ts'
import { createListener, type Listener } from '../../simulators/freeswitch/listener.ts'
import { socketTransport } from '../../simulators/freeswitch/server.ts'
import type { SwitchCore } from '../../simulators/freeswitch/switch-core.ts'
import type { Session } from '../../simulators/freeswitch/switch-sessions.ts'
import { channelData, type Leg } from './esl-call-events.ts'

/** The server's end of an outbound socket: it answers commands and sends events as the simulated switch does. */
export interface OutboundControl {
  receive(octets: Buffer): void
  receiveEnd(): void
  /** These events happen on the switch: the client gets those that it has asked for. */
  fire(events: readonly FsEvent[]): void
  /** The call is over: the notice, and the end of the connection unless the client lingers. */
  endCall(): void
  /** The connection is gone. */
  abandon(): void
}

export interface OutboundControlOptions {
  readonly core: SwitchCore
  readonly leg: Leg
  /** Without it most commands are not there. */
  readonly isFull: boolean
  readonly socket: Socket
  /** Sees what is written. */
  readonly onWrite: (octets: Buffer) => void
}

/** Lets a client control a call of ours, one whose values are all different, by an asynchronous socket. */
export function controlCall({ core, leg, isFull, socket, onWrite }: OutboundControlOptions): OutboundControl {
  let ended = (): void => undefined
  const session: Session = {
    uuid: leg.uniqueid,
    channelName: `sofia/external/${leg.from}@127.0.0.1`,
    variable: () => undefined,
    queueMessage: () => true,
    queueEvent: () => true,
    channelData: () => dataOf(leg),
    resume: () => undefined,
    divert: () => undefined,
    onEnd(callback) {
      ended = callback
      return () => {
        ended = () => undefined
      }
    },
  }
  const mode = { session, isAsync: true, isFull, isDown: () => false, onConnect: () => undefined, carryOut: () => Promise.resolve() }
  const transport = socketTransport(socket)
  const listener: Listener = createListener(
    core,
    {
      get pendingOctets() {
        return transport.pendingOctets
      },
      write(octets, onWritten) {
        onWrite(Buffer.from(octets))
        transport.write(octets, onWritten)
      },
      end: () => transport.end(),
    },
    { password: '', users: [], outbound: mode },
  )
  listener.start()
  return {
    receive: (octets) => listener.receive(octets),
    receiveEnd: () => listener.receiveEnd(),
    fire(events) {
      for (const event of events) core.fireEvent(event)
      core.flush()
    },
    endCall: () => ended(),
    abandon: () => listener.abandon(),
  }
}

/** What stands between the base headers of CHANNEL_DATA and those of the reply, which the switch writes itself. */
function dataOf(leg: Leg): readonly FsHeader[] {
  const { headers } = channelData(leg)
  const names = headers.map(([name]) => name)
  return headers.slice(names.indexOf('Event-Sequence') + 1, names.indexOf('Content-Type'))
}
