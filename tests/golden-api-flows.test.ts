import { describe, expect, it } from 'vitest'
import type { ScriptedEvent } from '../simulators/freeswitch/flows/flow-script.ts'
import { toScript } from './golden/api-flows/api-flow.ts'
import { API_FLOWS } from './golden/api-flows/api-flows.ts'
import { comparableFrame } from './golden/comparable-frame.ts'
import { marksGolden } from './golden/golden-meta.ts'
import { readRecording } from './golden/recorded-flow.ts'
import { recordedValues } from './golden/recorded-values.ts'

// The recordings were made in UTC.
process.env['TZ'] = 'UTC'

describe.each(API_FLOWS)('operations of channels compose: $recording', (flow) => {
  it('repeats its recording event by event and octet by octet', (context) => {
    marksGolden(context, { family: 'flows', name: flow.recording })
    const recording = readRecording(flow.recording)
    const script = toScript(flow)
    const events: ScriptedEvent[] = []
    script.run(recordedValues(script, recording), (event) => events.push(event))
    const frames = events.map(({ event }, place) => comparableFrame(event, recording[place]))
    expect(frames).toEqual(recording.map(({ frame }) => frame))
  })
})
