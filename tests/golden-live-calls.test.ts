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
}

const originate = (what: string) => async (node: LiveNode) => {
  const answer = await node.api(`originate ${what}`)
  return () => node.api(`uuid_kill ${answer.slice('+OK '.length).trim()}`)
}

const dial = (destination: string) => async (node: LiveNode) => {
  const phone = receiveCall(node.calls, { caller: { name: 'Alice', number: '1000' }, destination, subject: 'golden' })
  return () => phone.hangUp()
}

const PHONES: readonly LiveFlow[] = [
  { recording: 'originate-bridge-sip', begin: originate('sofia/external/x@127.0.0.1:5090 &park'), eventsBeforeEnd: 14 },
  { recording: 'sip-bridge-hangup-a', begin: dial('9101'), eventsBeforeEnd: 38 },
  { recording: 'sip-user-busy', begin: dial('9103'), eventsBeforeEnd: 32 },
  { recording: 'sip-no-route-destination', begin: dial('9123'), eventsBeforeEnd: 20 },
  { recording: 'sip-caller-cancel', begin: dial('9113'), eventsBeforeEnd: 14 },
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
function legsOf(frames: readonly string[]): string[][] {
  const legs = new Map<string, string[]>()
  for (const frame of frames) {
    const lines = frame.split('\n').slice(3).filter((line) => line !== '')
    const value = (name: string): string => lines.find((line) => line.startsWith(`${name}: `)) ?? ''
    const names = lines.map((line) => line.slice(0, line.indexOf(':'))).filter((name) => !SET_BY_ACK.includes(name)).sort()
    const told = [value('Event-Name'), value('Channel-State'), value('Application'), ...names].join('\n')
    legs.set(value('Unique-ID'), [...(legs.get(value('Unique-ID')) ?? []), told])
  }
  return [...legs.values()]
}

describe('createCalls()', () => {
  test('repeats a recorded loopback call octet by octet', async () => {
    const flow = { begin: originate('loopback/9111/public &park()'), eventsBeforeEnd: 30 }
    const { expected, got } = await run({ recording: 'loopback-originate-answered', ...flow })
    expect(firstDifference(expected.join(''), got.join(''))).toBeUndefined()
  })

  test.each(PHONES)('tells of each leg what is recorded of it: $recording', async (flow) => {
    const { expected, got } = await run(flow)
    expect(legsOf(got)).toEqual(legsOf(expected))
  })
})
