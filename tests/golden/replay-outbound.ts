import { once } from 'node:events'
import { createServer, type Server, type AddressInfo, type Socket } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { executeApi } from '../../simulators/freeswitch/apis/api.ts'
import { createCalls } from '../../simulators/freeswitch/calls/create-calls.ts'
import { soundMs } from '../../simulators/freeswitch/calls/sound-length.ts'
import { type PhoneLeg, receiveCall } from '../../simulators/freeswitch/calls/sofia-inbound-endpoint.ts'
import { connectTcp } from '../../simulators/freeswitch/outbound/connect.ts'
import { createSwitch } from '../../simulators/freeswitch/switch.ts'
import type { SwitchCore } from '../../simulators/freeswitch/switch-core.ts'
import { BYE, OUTBOUND_OFF_RECORD } from './outbound-off-record.ts'
import { RACES } from './races.ts'
import { recordedDialog } from './recorded-dialog.ts'
import { type Client, createClient, FIGURES, IDENTITY } from './replay.ts'
import type { Transcript, TranscriptStep } from './transcript.ts'

/** The port at which the recorded client waited; at any other nobody did. */
const CLIENT_PORT = 8084
/** Where a row of a channel that plays was recorded, the sound lasts longer, so that a busy machine still finds it. */
const PATIENCE = 4
const POLL_MS = 5
const CLOSED = 'client closed'
/** The recording in which the ACK of the phone came before the completion of `answer`; in all others it came later. */
const QUICK_PHONE = 'linger-hangup'

/**
 * Replays a recorded session of a client that a real server connected to because of a call: a simulated phone calls,
 * the switch connects, and what comes is compared.
 * @returns the first difference, or undefined when everything matches
 */
export async function replayOutbound(
  transcript: Transcript,
  deadlineMs: number,
  options: { readonly strict?: boolean } = {},
): Promise<string | undefined> {
  const { sessionId, ...dialog } = recordedDialog(transcript)
  const core = createSwitch({
    identity: IDENTITY,
    globals: { domain: '127.0.0.1' },
    tables: { rows: () => [], figures: FIGURES },
  })
  const waiting = createServer({ allowHalfOpen: true }).listen(0, '127.0.0.1')
  await once(waiting, 'listening')
  const { port } = waiting.address() as AddressInfo
  const calls = createCalls(core, {
    sessionCount: Math.max(0, Number(sessionId) - 1),
    ...(showsPlayback(transcript) && { soundMs: (path) => (soundMs(path) ?? 0) * PATIENCE }),
    connect: (host, wanted) => connectTcp(host, wanted === CLIENT_PORT ? port : 1),
  })
  const race = options.strict === true ? undefined : RACES[transcript.name]
  const connecting = acceptOne(waiting)
  const [, recordedUuid = ' '] = /Unique-ID: ([0-9a-f-]{36})/.exec(receivedIn(transcript)) ?? []
  const session: OutboundSession = { core, phone: undefined, client: undefined, deadlineMs, recordedUuid }
  try {
    for (const [index, step] of transcript.steps.entries()) {
      if (!isBeforeCall(step)) {
        session.phone ??= receiveCall(calls, {
          caller: { name: 'Alice', number: '1000' },
          destination: /ext (\d+)/.exec(firstNote(transcript))?.[1] ?? '',
          subject: 'golden',
          dialog,
          acknowledgesAtOnce: transcript.name === QUICK_PHONE,
        })
      }
      if (step.kind !== 'note') session.client ??= createClient(await connecting, deadlineMs, race)
      for (const command of OUTBOUND_OFF_RECORD[transcript.name]?.[index] ?? []) await aside(session, command)
      const difference = await runStep(step, session, connecting)
      if (difference !== undefined) return `step ${index + 1}: ${difference}`
    }
    // What came after the client had closed was not recorded.
    const hasClosed = transcript.steps.some((step) => step.kind === 'note' && step.note === CLOSED)
    return hasClosed ? undefined : session.client?.leftOver()
  } finally {
    session.client?.destroy()
    waiting.close()
    await executeApi(core, 'hupall', '')
  }
}

interface OutboundSession {
  readonly core: SwitchCore
  /** Uuid of the recorded call. */
  readonly recordedUuid: string
  phone: PhoneLeg | undefined
  readonly deadlineMs: number
  client: Client | undefined
}

const firstNote = ({ steps }: Transcript): string =>
  steps.flatMap((step) => (step.kind === 'note' ? step.note : []))[0] ?? ''

const showsPlayback = ({ steps }: Transcript): boolean =>
  steps.some((step) => step.kind === 'note' && step.note.includes(',playback,'))

const receivedIn = ({ steps }: Transcript): string =>
  steps.map((step) => (step.kind === 'recv' ? step.octets : '')).join('')

/** Whether nobody had called yet. */
const isBeforeCall = (step: TranscriptStep): boolean =>
  step.kind === 'note' && (step.note.startsWith('dialplan: ') || step.note === 'show channels: 0 total.')

async function acceptOne(server: Server): Promise<Socket> {
  const [socket] = (await once(server, 'connection')) as [Socket]
  return socket
}

async function runStep(
  step: TranscriptStep,
  session: OutboundSession,
  connecting: Promise<Socket>,
): Promise<string | undefined> {
  const { client } = session
  switch (step.kind) {
    case 'send':
      return void client?.send(step.octets.replaceAll(session.recordedUuid, session.phone?.leg.channel.uuid ?? ''))
    case 'recv':
      return client?.expect(step.octets)
    case 'closed':
      return client?.expectEnd()
    case 'note':
      if (step.note === CLOSED) (client ?? createClient(await connecting, session.deadlineMs)).shutDown()
      return expectChannels(session, step.note)
    default:
      return `there is a step of kind ${step.kind}`
  }
}

async function aside({ core, phone }: OutboundSession, command: string): Promise<void> {
  if (phone === undefined) return
  const { uuid } = phone.leg.channel
  if (command === BYE) return phone.hangUp()
  const [word = '', ...rest] = command.replace('$U', uuid).split(' ')
  if (word === 'api') await executeApi(core, rest[0] ?? '', rest.slice(1).join(' '))
  else {
    const subclass = /Event-Subclass: (.*)/.exec(command)?.[1]
    core.sessions.locate(uuid)?.queueEvent({
      type: 0,
      subclass,
      headers: [
        ['Command', 'sendevent CUSTOM'],
        ['Event-Subclass', subclass ?? ''],
        ['Unique-ID', uuid],
        ['Event-UUID', core.createUuid()],
      ],
      body: undefined,
    })
  }
}

/** What differs in a row from run to run. */
const maskRow = (table: string): string =>
  table
    .trim()
    .replace(/^[0-9a-f-]{36}/gm, '[uuid]')
    .replace(/\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{10}/g, '[created]')

/** A note that says what `show channels` answered; the table lags behind, so it is asked until it answers that. */
async function expectChannels({ core, deadlineMs }: OutboundSession, note: string): Promise<string | undefined> {
  const expected = /show channels: (.*)$/s.exec(note)?.[1]
  if (expected === undefined) return undefined
  const deadline = Date.now() + deadlineMs
  for (;;) {
    const shown = String(await executeApi(core, 'show', 'channels'))
    if (maskRow(shown) === maskRow(expected)) return undefined
    if (Date.now() > deadline) {
      return `expected ${JSON.stringify(maskRow(expected))}, got ${JSON.stringify(maskRow(shown))}`
    }
    await delay(POLL_MS)
  }
}
