import { connect } from 'node:net'
import { describe, expect, test } from 'vitest'
import { createCalls } from '../simulators/freeswitch/calls/create-calls.ts'
import { sofiaApi } from '../simulators/freeswitch/apis/sofia.ts'
import type { SipGateway } from '../simulators/freeswitch/apis/sofia-profiles.ts'
import { startEventSocket } from '../simulators/freeswitch/server.ts'
import { createSwitch } from '../simulators/freeswitch/switch.ts'
import type { SwitchFigures } from '../simulators/freeswitch/switch-tables.ts'
import { marksGolden } from './golden/golden-meta.ts'
import { type Excerpt, PRESENCE_PARTS } from './golden/presence-parts.ts'
import { readRecording } from './golden/recorded-flow.ts'
import { type Client, createClient, FIGURES, IDENTITY } from './golden/replay.ts'

const DEADLINE_MS = 10_000

/** A recorded flow that commands of another connection make, and which events its listener had subscribed to. */
interface NodeFlow {
  readonly recording: string
  /** @default all of it */
  readonly excerpt?: Excerpt
  readonly commands: readonly string[]
  /** @default all; those that are there because of the recording's own commands are not in it */
  readonly events?: string
  /** What the node had done before. @default nothing */
  readonly figures?: SwitchFigures
  /** Recorded events before a command, by the place of the command. @default those that are there when it is sent */
  readonly after?: Readonly<Record<number, number>>
  /** Gateways of the profile `external` that the configuration has got. @default none */
  readonly gateways?: readonly SipGateway[]
}

const BUSY: SwitchFigures = {
  ...FIGURES,
  sessionsSinceStartup: 114,
  sessionsPeak: 7,
  sessionsPeakFiveMinutes: 2,
  sessionsPerSecondPeak: 4,
  sessionsPerSecondPeakFiveMinutes: 2,
}

const OTHERS = 'CUSTOM sofia::error sofia::gateway_add sofia::gateway_delete sofia::profile_start golden::sub'

const FLOWS: readonly NodeFlow[] = [
  { recording: 'api-event', commands: ['api echo hello'], events: 'API' },
  { recording: 'background-job', commands: ['bgapi status\nJob-UUID: flow-job'], events: 'BACKGROUND_JOB', figures: BUSY },
  { recording: 'chat-send', commands: ['api chat sip|1000@127.0.0.1|1001@127.0.0.1|hello'], events: `MESSAGE ${OTHERS}` },
  {
    recording: 'gateway-state',
    commands: [
      'api reloadxml',
      'api sofia profile external rescan',
      'api sofia profile external killgw goldgw',
      'api reloadxml',
    ],
    after: { 1: 1, 2: 6, 3: 8 },
    events: 'RELOADXML CUSTOM sofia::gateway_add sofia::gateway_state sofia::gateway_delete',
    gateways: [
      { name: 'goldgw', url: 'sip:gold@127.0.0.1:5095', registrar: { ip: '127.0.0.1', port: '5095' } },
    ],
  },
  {
    recording: 'modules-reloadxml',
    commands: ['api unload mod_esf', 'api load mod_esf', 'api reloadxml'],
    events: 'MODULE_LOAD MODULE_UNLOAD RELOADXML',
  },
  {
    recording: 'presence-event',
    excerpt: PRESENCE_PARTS.told,
    commands: ['api presence in 1000@127.0.0.1 Busy busy', 'api presence out 1000@127.0.0.1'],
    events: 'PRESENCE_IN PRESENCE_OUT',
  },
  {
    recording: 'profile-restart',
    commands: ['api sofia profile external restart'],
    events: `RELOADXML PUBLISH UNPUBLISH ${OTHERS}`,
  },
  {
    recording: 'sendevents',
    commands: [
      'sendevent CUSTOM\nEvent-Subclass: golden::sub\nX: 1\ncontent-length: 9\n\nbody text',
      'sendevent MESSAGE\nproto: sip\nfrom: a@127.0.0.1\nto: b@127.0.0.1\ncontent-length: 2\n\nhi',
      'sendevent NOTIFY\nprofile: internal\nevent-string: check-sync\nuser: 1000\nhost: 127.0.0.1\ncontent-type: application/simple-message-summary',
      'sendevent SEND_MESSAGE\nprofile: internal\nuser: 1000\nhost: 127.0.0.1\ncontent-type: text/plain\ncontent-length: 1\n\nx',
      'sendevent PRESENCE_IN\nproto: sip\nfrom: 1000@127.0.0.1\nlogin: 1000@127.0.0.1\nstatus: Available\nrpid: active\nevent_type: presence\nalt_event_type: dialog\nanswer-state: confirmed\nunique-id: x\nevent_count: 1',
    ],
    events: `MESSAGE NOTIFY SEND_MESSAGE PRESENCE_IN ${OTHERS}`,
  },
]

/** Sends a command; one with a body ends with it. */
const octetsOf = (command: string): string => (command.includes('\n\n') ? command : `${command}\n\n`)

describe('a node on which a client does what is recorded', () => {
  test.concurrent.for(FLOWS)('fires the recorded events: $recording', async (flow, context) => {
    const { recording, excerpt = [], commands, events, figures = FIGURES, after = {}, gateways = [] } = flow
    marksGolden(context, { family: 'flows', name: recording })
    const core = createSwitch({
      identity: IDENTITY,
      globals: { domain: '127.0.0.1' },
      tables: { rows: () => [], figures },
    })
    using _ = createCalls(core)
    core.apis.register(sofiaApi(new Map([['external', gateways]])))
    await using server = await startEventSocket({ core })
    const open = (): Client => createClient(connect(server.port, '127.0.0.1'), DEADLINE_MS)
    const [listener, sender] = [open(), open()]
    try {
      listener.send(`auth ClueCon\n\nevent plain ${events ?? 'all'}\n\n`)
      await listener.skip(3)
      sender.send('auth ClueCon\n\n')
      await sender.skip(2)
      const recorded = readRecording(recording).slice(...excerpt).map(({ frame }) => frame)
      let seen = 0
      for (const [place, command] of commands.entries()) {
        const due = after[place] ?? seen
        expect(await listener.expect(recorded.slice(seen, due).join(''))).toBeUndefined()
        seen = due
        sender.send(octetsOf(command))
        await sender.skip(1)
      }
      expect(await listener.expect(recorded.slice(seen).join(''))).toBeUndefined()
    } finally {
      listener.destroy()
      sender.destroy()
    }
  })
})
