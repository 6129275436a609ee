import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { receiveCall } from '../simulators/freeswitch/calls/sofia-inbound-endpoint.ts'
import { firstDifference, splitFrames } from './golden/compare.ts'
import { type LiveNode, startLiveNode } from './golden/live-flow.ts'
import { readRecording } from './golden/recorded-flow.ts'

/** Events up to the action that ends the call, and the action; then as many as the recording has. */
interface LiveFlow {
  readonly recording: string
  readonly begin: (node: LiveNode) => Promise<() => unknown>
  readonly eventsBeforeEnd: number
  /** What one thread sets while another one already tells of the leg, so that either may be first. @default none */
  readonly racing?: readonly string[]
}

const originate = (what: string) => async (node: LiveNode) => {
  const answer = await node.api(`originate ${what}`)
  return () => node.api(`uuid_kill ${answer.slice('+OK '.length).trim()}`)
}

const CALL = { caller: { name: 'Alice', number: '1000' }, subject: 'golden' }

const dial = (destination: string) => async (node: LiveNode) => {
  const phone = receiveCall(node.calls, { ...CALL, destination })
  return () => phone.hangUp()
}

/** Of a bridged call whose second leg is transferred to a number that parks. */
const EVENTS_UNTIL_PARKED = 56

/** Of a call that is parked with a valet. */
const EVENTS_UNTIL_VALET = 23

/** The call is transferred, and what parks for it is ended. */
const dialAndTransfer = (destination: string, to: string) => async (node: LiveNode) => {
  const { leg } = receiveCall(node.calls, { ...CALL, destination })
  return async () => {
    await node.api(`uuid_transfer ${leg.channel.uuid} ${to} XML public`)
    if (!to.endsWith('9106')) return
    await node.untilEvents(EVENTS_UNTIL_PARKED)
    await node.api('hupall')
  }
}

/** One call is parked with a valet and another one fetches it; the first one hangs up. */
const parkAndFetch = async (node: LiveNode) => {
  const parked = receiveCall(node.calls, { ...CALL, destination: '9109' })
  await node.untilEvents(EVENTS_UNTIL_VALET)
  receiveCall(node.calls, { ...CALL, destination: '9109' })
  return () => parked.hangUp()
}

/** Somebody dials, and another client ends the call. */
const dialAndKill = (destination: string) => async (node: LiveNode) => {
  receiveCall(node.calls, { ...CALL, destination })
  return () => node.api('hupall')
}

const PHONES: readonly LiveFlow[] = [
  { recording: 'originate-bridge-sip', begin: originate('sofia/external/x@127.0.0.1:5090 &park'), eventsBeforeEnd: 14 },
  { recording: 'sip-bridge-hangup-a', begin: dial('9101'), eventsBeforeEnd: 38 },
  { recording: 'sip-caller-cancel-bridged', begin: dial('9101'), eventsBeforeEnd: 24 },
  { recording: 'sip-blind-transfer', begin: dialAndTransfer('9114', '9112'), eventsBeforeEnd: 34 },
  { recording: 'sip-blind-transfer-bleg', begin: dialAndTransfer('9101', '-bleg 9106'), eventsBeforeEnd: 38 },
  { recording: 'sip-ringing-no-answer', begin: dial('9102'), eventsBeforeEnd: 39 },
  { recording: 'sip-answer-hangup-by-caller', begin: dial('9100'), eventsBeforeEnd: 23 },
  { recording: 'sip-user-busy', begin: dial('9103'), eventsBeforeEnd: 32 },
  { recording: 'sip-no-route-destination', begin: dial('9123'), eventsBeforeEnd: 20 },
  { recording: 'sip-caller-cancel', begin: dial('9113'), eventsBeforeEnd: 14 },
  { recording: 'tone-detect', begin: dialAndKill('9121'), eventsBeforeEnd: 23 },
  { recording: 'tone-detect-heard', begin: originate('loopback/9120/public 9121 XML public'), eventsBeforeEnd: 47 },
  { recording: 'valet-park', begin: parkAndFetch, eventsBeforeEnd: 61, racing: ['variable_bridge_hangup_cause'] },
  { recording: 'pre-answer', begin: dial('9110'), eventsBeforeEnd: 23 },
]

async function run({ recording, begin, eventsBeforeEnd }: LiveFlow): Promise<{ expected: string[]; got: string[] }> {
  const expected = readRecording(recording).flatMap(({ frame, name }) => (name === 'API' ? [] : frame))
  const node = startLiveNode()
  const end = await begin(node)
  await node.untilEvents(eventsBeforeEnd)
  await end()
  await node.untilEvents(expected.length)
  return { expected, got: splitFrames(node.stream) }
}

/** The phone's ACK sets these when it comes. */
const SET_BY_ACK = ['variable_sip_cseq', 'variable_sip_to_tag']

/** What each leg tells, without values that differ between the phones: names of the events and of their headers. */
function legsOf(frames: readonly string[], { racing = [] }: LiveFlow): string[][] {
  const legs = new Map<string, string[]>()
  for (const frame of frames) {
    const lines = frame.split('\n').slice(3).filter((line) => line !== '')
    const value = (name: string): string => lines.find((line) => line.startsWith(`${name}: `)) ?? ''
    const headers = lines.map((line) => line.slice(0, line.indexOf(':')))
    const names = headers.filter((name) => !SET_BY_ACK.includes(name) && !racing.includes(name)).sort()
    const told = [value('Event-Name'), value('Channel-State'), value('Application'), ...names].join('\n')
    legs.set(value('Unique-ID'), [...(legs.get(value('Unique-ID')) ?? []), told])
  }
  return [...legs.values()]
}

/** Events of a queue of which one each is recorded. */
const FIFO_ACTIONS = [
  'consumer_start',
  'consumer_pop',
  'channel-consumer-start',
  'bridge-consumer-start',
  'bridge-caller-start',
  'channel-consumer-stop',
  'bridge-consumer-stop',
  'consumer_stop',
]
/** Of a call that waits in a queue, and of one that has been taken out of it. */
const [EVENTS_UNTIL_QUEUED, EVENTS_UNTIL_TALKING, EVENTS_UNTIL_GONE] = [21, 53, 74]

const namesOf = (frame: string): string[] =>
  [...frame.matchAll(/^([\w-]+): /gm)].flatMap(([, name = '']) => (name.startsWith('Content-') ? [] : [name]))

describe('createCalls()', () => {
  test('fires the recorded events of a queue, in their order, with their headers', async () => {
    const node = startLiveNode()
    const caller = receiveCall(node.calls, { ...CALL, destination: '9107' })
    await node.untilEvents(EVENTS_UNTIL_QUEUED)
    receiveCall(node.calls, { ...CALL, destination: '9108' })
    await node.untilEvents(EVENTS_UNTIL_TALKING)
    caller.hangUp()
    await node.untilEvents(EVENTS_UNTIL_GONE)
    const fired = splitFrames(node.stream).flatMap((frame) => {
      const action = /^FIFO-Action: (.*)$/m.exec(frame)?.[1] ?? ''
      return FIFO_ACTIONS.includes(action) ? [[action, ...namesOf(frame)]] : []
    })
    const recorded = FIFO_ACTIONS.map((action) => {
      const file = new URL(`golden/events/CUSTOM.fifo__info.${action}.plain.txt`, import.meta.url)
      return [action, ...namesOf(readFileSync(file, 'latin1'))]
    })
    expect(fired).toEqual(recorded)
  })

  test('repeats a recorded loopback call octet by octet', async () => {
    const flow = { begin: originate('loopback/9111/public &park()'), eventsBeforeEnd: 30 }
    const { expected, got } = await run({ recording: 'loopback-originate-answered', ...flow })
    expect(firstDifference(expected.join(''), got.join(''))).toBeUndefined()
  })

  test.each(PHONES)('tells of each leg what is recorded of it: $recording', async (flow) => {
    const { expected, got } = await run(flow)
    expect(legsOf(got, flow)).toEqual(legsOf(expected, flow))
  })
})
