/**
 * MAP-06: Exactly `sofia::register`, `sofia::unregister`, `sofia::expire` yield registration/*.
 * MAP-09: Any other event yields nothing, and events without context neither stop nor change the others.
 */
import { channelCreate, claim, defineCheck, event, exactly, type Expectation, fact, headerOf, quoted, rawEventFrame, recordedEvent, register, type Rig, withHeaders } from '../../../harness/index.ts'
import { expectedOf } from '../gold/oracle.ts'
import { recordings } from '../gold/recordings.ts'

const SUBCLASSES = ['sofia::pre_register', 'sofia::register_attempt', 'sofia::register_failure', 'sofia::registered', 'sofia::gateway_state', 'callstorm::new']
const NAMES = ['API', 'BACKGROUND_JOB', 'DTMF', 'MODULE_LOAD', 'BRAND_NEW', undefined, ['COMMAND', 'PRIVATE_COMMAND'], 'CUSTOM']

export const unmapped = defineCheck({
  id: 'map/unmapped',
  title: 'everything else is silent',
  requirements: ['MAP-06', 'MAP-09'],
  needs: ['esl-inbound'],
  wiring: 'shared',
  stimulus: `one of every other event of the recordings, subscribed or not; ${SUBCLASSES.join(', ')}; CUSTOM without subclass; two Event-Names; an unknown Event-Name; none at all; then a call`,
  expectation: 'nothing but the call',
  mutants: ['X18'],
  async run(rig) {
    const call = channelCreate(rig.leg())
    const uniqueid = headerOf(call, 'Unique-ID')
    const frames = [...recorded(), ...strange(rig)]
    const trial = await rig.trial(rig.esl(), () => rig.esl().inject(...frames, call), { strangers: true })
    return trial.judge(exactly(1, event('call/start', { uniqueid })), silentBut(uniqueid))
  },
})

/** The first recorded event of each name, subclass and state that must yield nothing. */
function recorded(): ReturnType<typeof recordedEvent>[] {
  const silent = new Map<string, ReturnType<typeof recordedEvent>>()
  for (const frame of recordings().flatMap(({ frames }) => frames)) {
    if (expectedOf(frame, { machine: 1 })) continue
    const event = recordedEvent(frame)
    const key = ['Event-Name', 'Channel-State', 'Channel-Call-State'].map((name) => headerOf(event, name)).join(' ') + (event.subclass ?? '')
    if (!silent.has(key)) silent.set(key, event)
  }
  return [...silent.values()]
}

/** Unencoded, because no server would write them. */
function strange(rig: Rig): Uint8Array[] {
  const plain = { 'FreeSWITCH-IPv6': undefined, 'Channel-Name': 'sofia/x', 'Caller-Channel-Name': 'sofia/x' }
  const subclassed = SUBCLASSES.map((subclass) => withHeaders(register(rig.phone(), subclass), { ...plain, contact: 'x', 'user-agent': 'x' }))
  return [
    ...subclassed.map(({ subclass = '', headers, body }) => rawEventFrame({ headers: [['Event-Subclass', subclass], ...headers], body })),
    ...NAMES.map((name) => rawEventFrame(withHeaders(channelCreate(rig.leg()), { ...plain, 'Event-Name': name }))),
  ]
}

/** Nothing came but this call and what machines say of themselves. */
const silentBut = (uniqueid: string): Expectation => (events) => {
  const loud = events.filter(({ kind, value }) => !kind.startsWith('machine/') && value('uniqueid') !== uniqueid)
  return fact(claim(loud.length === 0, 'nothing but the call comes out', `${loud.length} more, first ${quoted(loud[0]?.kind ?? '')}`))
}
