import { describe, expect, it } from 'vitest'
import type { FsEvent } from '../simulators/freeswitch/codec/event.ts'
import { FLOW_SCRIPTS } from '../simulators/freeswitch/flows/flow-scripts.ts'
import type { FlowScript, ScriptedEvent } from '../simulators/freeswitch/flows/flow-script.ts'
import type { Milestone } from '../simulators/traffic/identity.ts'
import type { FlowName } from '../simulators/traffic/workload.ts'
import { comparableFrame } from './golden/comparable-frame.ts'
import { marksGolden } from './golden/golden-meta.ts'
import { readRecording, type RecordedEvent, recordedHeader } from './golden/recorded-flow.ts'
import { recordedValues } from './golden/recorded-values.ts'

// The recordings were made in UTC.
process.env['TZ'] = 'UTC'

/** Put together from parts that recordings of other calls hold: nobody recorded such a call as a whole. */
type Unrecorded = 'conference' | 'keypad'

/** The recording that each other script repeats. */
const RECORDINGS: Readonly<Record<Exclude<FlowName, Unrecorded>, string>> = {
  answered: 'sip-answer-hangup-by-caller',
  'blind-transfer': 'sip-blind-transfer',
  'bridged-hangup-a': 'sip-bridge-hangup-a',
  'bridged-hangup-b': 'sip-bridge-hangup-b',
  busy: 'sip-user-busy',
  'caller-cancel': 'sip-caller-cancel-bridged',
  hold: 'sip-hold-unhold',
  rejected: 'sip-callee-404',
  'ringing-no-answer': 'sip-ringing-no-answer',
}

/** Runs a script with the values of a recording. */
function replay(script: FlowScript, recording: readonly RecordedEvent[]): ScriptedEvent[] {
  const events: ScriptedEvent[] = []
  script.run(recordedValues(script, recording), (event) => events.push(event))
  return events
}

const framesOf = (events: readonly ScriptedEvent[], recording: readonly RecordedEvent[]): string[] =>
  events.map(({ event }, index) => comparableFrame(event, recording[index]))

const milestonesOf = (events: readonly ScriptedEvent[], leg: number): Milestone[] =>
  events.filter((event) => event.leg === leg).flatMap(({ milestone }) => milestone ?? [])

describe.each(Object.entries(RECORDINGS))('FLOW_SCRIPTS[%s]', (name, recorded) => {
  const script = FLOW_SCRIPTS[name as FlowName]
  const recording = readRecording(recorded)
  const events = replay(script, recording)

  it('repeats its recording event by event and octet by octet', (context) => {
    marksGolden(context, { family: 'flows', name: recorded })
    expect(framesOf(events, recording)).toEqual(recording.map(({ frame }) => frame))
  })

  it('leaves out sequence numbers where the recording does', () => {
    const sequence = (index: number): number => Number(recordedHeader(recording[index] as RecordedEvent, 'Event-Sequence'))
    for (const [index, { skipped = 0 }] of events.entries()) {
      if (skipped > 0) expect(sequence(index) - sequence(index - 1), `event ${index}`).toBe(1 + skipped)
    }
    expect(events.some(({ skipped = 0 }) => skipped > 0)).toBe(true)
  })

  it('emits the contract events that it declares for each leg', () => {
    expect(script.legs.map((_, leg) => milestonesOf(events, leg))).toEqual(script.legs)
  })

  it('has one gap for each moment, and moments never go back', () => {
    const moments = events.map(({ moment }) => moment)
    expect(moments).toEqual([...moments].sort((a, b) => a - b))
    expect(moments.at(-1)).toBe(script.gaps.length - 1)
  })
})

/** Octets between two looks at a recording. */
const STRIDE = 11

describe('comparableFrame()', () => {
  const recording = readRecording('sip-bridge-hangup-a')
  const events = replay(FLOW_SCRIPTS['bridged-hangup-a'], recording)

  it('tells a recording from one with a single octet flipped', () => {
    const [last = ''] = framesOf(events, recording).slice(-1)
    const recorded = recording.at(-1)?.frame ?? ''
    const flipped = recorded.replace('CS_DESTROY', 'CS_DESTROX')
    expect(last).toBe(recorded)
    expect(last).not.toBe(flipped)
  })

  it('sees any octet of a recorded flow that is not in a volatile header', () => {
    const blind: string[] = []
    for (const [index, event] of recording.entries()) {
      const written = framesOf(events, recording)[index] ?? ''
      for (let at = index % STRIDE; at < event.frame.length; at += STRIDE) {
        const flipped = event.frame.slice(0, at) + String.fromCharCode(event.frame.charCodeAt(at) ^ 1) + event.frame.slice(at + 1)
        if (written === flipped) blind.push(`${index}: ${event.frame.slice(Math.max(0, at - 20), at + 20)}`)
      }
    }
    expect(blind).toEqual([])
  })

  it('leaves only volatile headers to the recording', () => {
    const [first] = events
    const foreign = recording.map(({ frame, name, headers }) => ({
      frame,
      name,
      headers: headers.map(([header]): readonly [string, string] => [header, 'x']),
    }))
    const changed = comparableFrame(first?.event as FsEvent, foreign[0])
    const expected = (recording[0]?.frame ?? '').replace(/Event-Sequence: \d+/, 'Event-Sequence: x')
    expect(changed.slice(changed.indexOf('\n\n'))).toBe(expected.slice(expected.indexOf('\n\n')))
  })
})
