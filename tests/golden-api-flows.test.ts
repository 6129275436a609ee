import { describe, expect, it } from 'vitest'
import type { ScriptedEvent } from '../simulators/freeswitch/flows/flow-script.ts'
import { type ApiFlow, toScript } from './golden/api-flows/api-flow.ts'
import { API_FLOWS } from './golden/api-flows/api-flows.ts'
import { comparableFrame } from './golden/comparable-frame.ts'
import { marksGolden } from './golden/golden-meta.ts'
import { FLOWS_PENDING } from './golden/pending.ts'
import { PRESENCE_PARTS } from './golden/presence-parts.ts'
import { readRecording, type RecordedEvent } from './golden/recorded-flow.ts'
import { recordedValues } from './golden/recorded-values.ts'

// The recordings were made in UTC.
process.env['TZ'] = 'UTC'

/** Frames of a flow that is run with the values of a recording. */
function replay(flow: ApiFlow, recording: readonly RecordedEvent[]): string[] {
  const script = toScript(flow)
  const events: ScriptedEvent[] = []
  script.run(recordedValues(script, recording), (event) => events.push(event))
  return events.map(({ event }, place) => comparableFrame(event, recording[place]))
}

describe.each(API_FLOWS)('operations of channels compose: $recording', (flow) => {
  it('repeats its recording event by event and octet by octet', (context) => {
    marksGolden(context, { family: 'flows', name: flow.recording })
    const recording = readRecording(flow.recording).slice(...(flow.excerpt ?? []))
    expect(replay(flow, recording)).toEqual(recording.map(({ frame }) => frame))
  })
})

describe('PRESENCE_PARTS', () => {
  it('leaves out no event of the recording', () => {
    const parts = Object.values(PRESENCE_PARTS)
    expect(parts.map(([from]) => from)).toEqual([0, ...parts.slice(0, -1).map(([, to]) => to)])
    expect(parts.at(-1)?.[1]).toBe(readRecording('presence-event').length)
  })
})

/** Whether a flow repeats a recording; one that needs values which the recording has not does not. */
function repeats(flow: ApiFlow, recording: readonly RecordedEvent[]): boolean {
  try {
    return replay(flow, recording).join('') === recording.map(({ frame }) => frame).join('')
  } catch (error) {
    if (error instanceof RangeError) return false
    throw error
  }
}

describe('FLOWS_PENDING', () => {
  it.for(Object.keys(FLOWS_PENDING))('names %s, which no flow repeats', (name, context) => {
    marksGolden(context, { family: 'flows', name, isPending: true })
    const recording = readRecording(name)
    expect(API_FLOWS.filter((flow) => repeats(flow, recording)).map((flow) => flow.recording)).toEqual([])
  })

  it('names no recording that a flow stands for', () => {
    expect(API_FLOWS.map(({ recording }) => recording).filter((name) => name in FLOWS_PENDING)).toEqual([])
  })

  it('would tell a flow that repeats its recording', () => {
    const [flow] = API_FLOWS
    expect(flow && repeats(flow, readRecording(flow.recording))).toBe(true)
  })
})
