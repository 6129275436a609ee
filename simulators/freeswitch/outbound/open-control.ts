import type { Socket } from 'node:net'
import { createGate } from '../calls/gate.ts'
import type { Leg, LegNews } from '../calls/leg.ts'
import { carryOut } from '../calls/run-message.ts'
import { createSession } from '../calls/session.ts'
import { isEnding } from '../channel/channel-state.ts'
import { createListener } from '../listener.ts'
import { socketTransport } from '../server.ts'
import type { Session } from '../switch-sessions.ts'

export interface ControlOptions {
  readonly isAsync: boolean
  readonly isFull: boolean
  /** The client has sent its first `connect`. */
  readonly onConnect: () => void
}

/** A connection by which a client controls a leg. */
export interface Control {
  /** Resolves when the connection has ended. */
  readonly closed: Promise<void>
  isClosed(): boolean
  /** Whether the client has sent `connect`. */
  wasConnected(): boolean
}

/** Lets the client at the other end of a connection control a leg. */
export function openControl(leg: Leg, connection: Socket, { isAsync, isFull, onConnect }: ControlOptions): Control {
  const gate = createGate()
  let isClosed = false
  let wasConnected = false
  const onClose = (): void => {
    isClosed = true
    gate.open()
    leg.waker.wake()
  }
  const listener = createListener(leg.calls.core, socketTransport(connection), {
    password: '',
    users: [],
    outbound: {
      session: isAsync ? asyncSession(leg, onClose) : syncSession(leg, onClose),
      isAsync,
      isFull,
      isDown: () => isEnding(leg.channel.state),
      onConnect() {
        wasConnected = true
        onConnect()
      },
      carryOut: (message) => carryOut(leg, message),
    },
  })
  connection.on('error', () => undefined)
  connection.on('data', (chunk) => listener.receive(chunk))
  connection.on('end', () => listener.receiveEnd())
  const forget = leg.calls.keep({ [Symbol.dispose]: () => connection.destroy() })
  connection.on('close', () => {
    forget()
    listener.abandon()
  })
  listener.start()
  return { closed: gate.opened, isClosed: () => isClosed, wasConnected: () => wasConnected }
}

/** The connection keeps the leg from being destroyed, and hears of its end when that is almost over. */
function asyncSession(leg: Leg, onClose: () => void): Session {
  const session = createSession(leg)
  return {
    ...session,
    onEnd(callback) {
      const release = session.onEnd(callback)
      return () => {
        release()
        onClose()
      }
    },
  }
}

/** The connection is the leg's own thread: it hears of the hang-up at its next turn, and the leg ends behind it. */
function syncSession(leg: Leg, onClose: () => void): Session {
  return {
    ...createSession(leg),
    onEnd(callback) {
      const watch = (news: LegNews): void => {
        if (news === 'hung-up') setImmediate(callback)
      }
      leg.watchers.add(watch)
      return () => {
        leg.watchers.delete(watch)
        onClose()
      }
    },
  }
}
