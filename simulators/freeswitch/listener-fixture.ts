import { createFrameParser } from './codec/parse-frames.ts'
import { createListener } from './listener.ts'
import { createSwitch } from './switch.ts'
import { eventType } from './events/event-types.ts'
import { toOutgoing } from './codec/fs-outgoing.ts'
import type { Frame } from './codec/parse-frames.ts'
import type { OutgoingEvent } from './events/outgoing.ts'
import type { Listener, ListenerOptions } from './listener.ts'
import type { SwitchCore, Timers } from './switch-core.ts'
import type { SwitchOptions } from './switch.ts'

/** A switch whose time and uuids are given, for tests. */
export function testSwitch(options: Partial<SwitchOptions> = {}): SwitchCore {
  let uuids = 0
  return createSwitch({
    identity: { coreUuid: 'core', hostname: 'vm', switchname: 'vm', ipv4: '127.0.0.1', ipv6: '::1' },
    epochUs: () => 1_795_309_071_000_000,
    createUuid: () => `00000000-0000-4000-8000-${String(++uuids).padStart(12, '0')}`,
    ...options,
  })
}

/** A connection without a socket: what it writes is kept as a binary string. */
export interface TestConnection {
  readonly listener: Listener
  readonly written: string
  readonly hasEnded: boolean
  /** Whether the sink holds on to what is written from now on, as the socket of a client does that reads nothing. */
  isStuck: boolean
  send(text: string): void
  /** Lets jobs and late answers run, and what they write arrive. */
  settle(): Promise<void>
  /** What has been written since the last call. */
  take(): Promise<string>
}

/** Turns of the event loop after which nothing is left to run. */
const SETTLING_TURNS = 6

export function testConnection(core: SwitchCore, options: Partial<ListenerOptions> = {}): TestConnection {
  let written = ''
  let hasEnded = false
  let pendingOctets = 0
  let taken = 0
  let held: (() => void)[] = []
  let isStuck = false

  const release = (): void => {
    const callbacks = held
    held = []
    pendingOctets = 0
    for (const callback of callbacks) callback()
  }
  const listener = createListener(
    core,
    {
      get pendingOctets() {
        return pendingOctets
      },
      write(bytes, onWritten) {
        written += Buffer.from(bytes).toString('latin1')
        if (isStuck) {
          pendingOctets += bytes.length
          held.push(onWritten)
        } else setImmediate(onWritten)
      },
      end() {
        hasEnded = true
      },
    },
    { password: 'ClueCon', users: [], ...options },
  )
  const settle = async (): Promise<void> => {
    for (let turn = 0; turn < SETTLING_TURNS; turn++) await new Promise((resolve) => setImmediate(resolve))
  }

  listener.start()
  return {
    listener,
    get written() {
      return written
    },
    get hasEnded() {
      return hasEnded
    },
    get isStuck() {
      return isStuck
    },
    set isStuck(value) {
      isStuck = value
      if (!value) release()
    },
    send: (text) => listener.receive(Buffer.from(text, 'latin1')),
    settle,
    async take() {
      await settle()
      const since = written.slice(taken)
      taken = written.length
      return since
    },
  }
}

/** A connection that has logged in, with the greeting and the answer taken. */
export async function loggedIn(core: SwitchCore, options: Partial<ListenerOptions> = {}): Promise<TestConnection> {
  const connection = testConnection(core, options)
  connection.send('auth ClueCon\n\n')
  await connection.take()
  return connection
}

/** The text of a command reply. */
export function reply(text: string): string {
  return `Content-Type: command/reply\nReply-Text: ${text}\n\n`
}

/** Timers that a test runs itself. */
export interface ManualTimers extends Timers {
  /** Milliseconds of the timers that wait. */
  readonly waiting: readonly number[]
  /** Runs all that wait. */
  fire(): void
}

export function manualTimers(): ManualTimers {
  const timers = new Map<object, { readonly ms: number; readonly run: () => void }>()
  return {
    after(ms, run) {
      const key = {}
      timers.set(key, { ms, run })
      return () => void timers.delete(key)
    },
    get waiting() {
      return [...timers.values()].map(({ ms }) => ms)
    },
    fire() {
      const due = [...timers.values()]
      timers.clear()
      for (const { run } of due) run()
    },
  }
}

/** Frames of what a connection has written. */
export function framesOf(octets: string): Frame[] {
  return createFrameParser().push(Buffer.from(octets, 'latin1'))
}

/** A HEARTBEAT whose header `N` is a number. */
export function heartbeat(n: number): OutgoingEvent {
  const headers = [
    ['N', String(n)],
    ['Pad', 'x'.repeat(100)],
  ] as const
  return toOutgoing({ type: eventType('HEARTBEAT'), subclass: undefined, headers, body: undefined })
}
