import { connect } from 'node:net'
import { createCalls } from '../../simulators/freeswitch/calls/create-calls.ts'
import { createSwitch } from '../../simulators/freeswitch/switch.ts'
import { firstDifference, splitFrames } from './compare.ts'
import { IDLE_FIGURES } from '../../simulators/freeswitch/switch-tables.ts'
import { flood } from './flood.ts'
import { commandsOf, CRASH, FLOOD, liveCallOf, OFF_RECORD } from './off-record.ts'
import { type Race, RACES } from './races.ts'
import { startEventSocket } from '../../simulators/freeswitch/server.ts'
import type { Socket } from 'node:net'
import type { Transcript, TranscriptStep } from './transcript.ts'

/** The machine that the recordings were made on. */
export const IDENTITY = {
  coreUuid: 'c8d37380-4e09-4f68-9836-cfcd0c12c300',
  hostname: 'vm',
  switchname: 'vm',
  ipv4: '127.0.0.1',
  ipv6: '::1',
}
export const FIGURES = { ...IDLE_FIGURES, maxSessions: 8000, sessionsPerSecondLimit: 5000 }
const USERS = [
  {
    user: 'eslfull',
    domain: '127.0.0.1',
    password: 'eslpw',
    allowedEvents: 'all',
    allowedApi: 'all',
    allowedLog: true,
  },
  {
    user: 'esllim',
    domain: '127.0.0.1',
    password: 'eslpw',
    allowedEvents: 'BACKGROUND_JOB CUSTOM golden::ok',
    allowedApi: 'show version',
    allowedLog: false,
  },
  { user: '1000', domain: '127.0.0.1' },
]

/**
 * Replays what the client sent against a fresh server and compares what comes back.
 * @param deadlineMs how long to wait for each answer
 * @param options `strict` demands every event of a recording in RACES where the recording has it
 * @returns the first difference, or undefined when everything matches
 */
export async function replay(
  transcript: Transcript,
  deadlineMs: number,
  options: { readonly strict?: boolean } = {},
): Promise<string | undefined> {
  const core = createSwitch({
    identity: IDENTITY,
    globals: { domain: '127.0.0.1' },
    tables: { rows: () => [], figures: FIGURES },
    sequence: firstSequence(transcript) - 1,
  })
  using calls = createCalls(core)
  const accessLists = transcript.name === 'acl-rejection' ? ['denyall'] : ['loopback.auto']
  await using server = await startEventSocket({ core, accessLists, users: USERS })
  const race = options.strict === true ? undefined : RACES[transcript.name]
  await using clients = createClients(server.port, deadlineMs, race)
  for (const [index, step] of transcript.steps.entries()) {
    for (const command of OFF_RECORD[transcript.name]?.[index] ?? []) {
      if (command === CRASH) server.abort()
      else if (command === FLOOD) {
        const difference = await clients.whileDeaf(() => flood(calls, server))
        if (difference !== undefined) return `flood: ${difference}`
      } else await clients.aside(command.replace('$U', liveCallOf(transcript)?.uuid ?? ''))
    }
    const difference = await runStep(step, clients)
    if (difference !== undefined) return `step ${index + 1}: ${difference}`
  }
  return await clients.leftOver()
}

/** Sequences of as many digits as in the recording keep the lengths of broken frames equal. */
function firstSequence(transcript: Transcript): number {
  const text = transcript.steps.map((step) => (step.kind === 'recv' ? step.octets : '')).join('')
  return Number(/Event-Sequence(?:: |":"|>)(\d+)/.exec(text)?.[1] ?? 1)
}

/** A note that tells what the second connection sends, whose answers are recorded. */
const SECOND_SENDS = 'second connection sends: '

async function runStep(step: TranscriptStep, clients: Clients): Promise<string | undefined> {
  switch (step.kind) {
    case 'send':
      return void (await clients.main()).send(step.octets)
    case 'other-send':
      ;(await clients.other()).send(step.octets)
      return void (await clients.settle())
    case 'recv':
      return (await clients.main()).expect(step.octets)
    case 'other-recv':
      return (await clients.other()).expect(step.octets)
    case 'closed':
      return (await clients.main()).expectEnd()
    case 'note':
      if (step.note === 'client shuts down its sending side') (await clients.main()).shutDown()
      if (step.note === 'a second attempt') clients.startOver()
      if (step.note.startsWith(SECOND_SENDS)) (await clients.other()).send(`${step.note.slice(SECOND_SENDS.length)}\n\n`)
      for (const command of commandsOf(step.note)) await clients.aside(command)
      return undefined
  }
}

interface Clients extends AsyncDisposable {
  main(): Promise<Client>
  /** A second, authenticated connection. Most recordings leave out what it receives. */
  other(): Promise<Client>
  /** Runs a command on a connection that is not recorded and waits for its answer. */
  aside(command: string): Promise<void>
  /** Waits until the server has dealt with everything that was sent so far. */
  settle(): Promise<void>
  startOver(): void
  /** The main client reads nothing while something happens. */
  whileDeaf<T>(happen: () => Promise<T>): Promise<T>
  /** What came on the main connection and was not expected. */
  leftOver(): Promise<string | undefined>
}

/** Exchanges after which the server has certainly seen what other connections had sent before. */
const SETTLING_EXCHANGES = 3

function createClients(port: number, deadlineMs: number, race: Race | undefined): Clients {
  const all: Client[] = []
  const open = (): Client => {
    const client = createClient(connect(port, '127.0.0.1'), deadlineMs, race)
    all.push(client)
    return client
  }
  const login = async (): Promise<Client> => {
    const client = open()
    client.send('auth ClueCon\n\n')
    await client.skip(2)
    return client
  }
  let main: Client | undefined
  let other: Promise<Client> | undefined
  let side: Promise<Client> | undefined
  const aside = async (command: string): Promise<void> => {
    const client = await (side ??= login())
    if (client.hasEnded) return
    client.send(`${command}\n\n`)
    await client.skip(1)
  }
  const settle = async (): Promise<void> => {
    for (let i = 0; i < SETTLING_EXCHANGES; i++) await aside('no such command')
  }
  return {
    main: async () => (main ??= open()),
    other: () => (other ??= login()),
    aside,
    settle,
    startOver() {
      main = undefined
    },
    async whileDeaf(happen) {
      main?.pause()
      try {
        return await happen()
      } finally {
        main?.resume()
      }
    },
    async leftOver() {
      if (main?.hasEnded !== true) await settle()
      return main?.leftOver()
    },
    async [Symbol.asyncDispose]() {
      for (const client of all) client.destroy()
    },
  }
}

export interface Client {
  readonly hasEnded: boolean
  send(octets: string): void
  shutDown(): void
  /** Reads nothing until `resume()`. */
  pause(): void
  resume(): void
  /** Compares the next frames; undefined when they match. */
  expect(octets: string): Promise<string | undefined>
  expectEnd(): Promise<string | undefined>
  /** Waits for frames that are not compared. */
  skip(frames: number): Promise<void>
  leftOver(): string | undefined
  destroy(): void
}

export function createClient(socket: Socket, deadlineMs: number, race?: Race): Client {
  const waiting = new Set<() => void>()
  let expected = ''
  let received = ''
  let hasEnded = false
  const end = (): void => {
    hasEnded = true
    for (const check of waiting) check()
  }
  socket.on('data', (chunk: Buffer) => {
    received += chunk.toString('latin1')
    for (const check of waiting) check()
  })
  socket.on('end', () => {
    socket.end()
    end()
  })
  socket.on('error', end)
  socket.on('close', end)

  /** Waits until a condition holds, which no octets can change once the connection has ended. */
  const waitUntil = (isDone: () => boolean): Promise<void> => {
    return new Promise((resolve) => {
      const finish = (): void => {
        clearTimeout(deadline)
        waiting.delete(check)
        resolve()
      }
      const check = (): void => {
        if (hasEnded || isDone()) finish()
      }
      const deadline = setTimeout(finish, deadlineMs)
      waiting.add(check)
      check()
    })
  }
  const comparable = (): string => race?.align(expected, received) ?? received
  /** The difference in as many frames as are expected so far. */
  const difference = (): string | undefined => {
    const count = splitFrames(expected).length
    return firstDifference(expected, splitFrames(comparable()).slice(0, count).join(''))
  }

  return {
    get hasEnded() {
      return hasEnded
    },
    send: (octets) => void socket.write(octets, 'latin1'),
    shutDown: () => void socket.end(),
    pause: () => void socket.pause(),
    resume: () => void socket.resume(),
    async expect(octets) {
      expected += octets
      const count = splitFrames(expected).length
      const isComplete = race?.isComplete ?? (() => true)
      await waitUntil(() => {
        if (race === undefined && splitFrames(received).length > count) return true
        return isComplete(expected, received) && difference() === undefined
      })
      return difference()
    },
    async expectEnd() {
      await waitUntil(() => hasEnded)
      return hasEnded ? undefined : 'the connection is still open'
    },
    async skip(frames) {
      const count = splitFrames(expected).length + frames
      await waitUntil(() => splitFrames(received).length >= count)
      expected = received
    },
    leftOver: () => firstDifference(expected, comparable()),
    destroy: () => void socket.destroy(),
  }
}
