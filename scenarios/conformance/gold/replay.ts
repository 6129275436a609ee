import { type Judgement, recordedEvent, type Rig } from '../../../harness/index.ts'
import { asRecorded } from './as-recorded.ts'
import { expectedOfAll } from './oracle.ts'
import type { Recording } from './recordings.ts'

/** Fires a recording, octets as they were recorded, and compares what comes out with what the oracle makes of them. */
export async function replay(rig: Rig, { name, frames }: Recording, lingerMs?: number): Promise<readonly Judgement[]> {
  const { machine } = rig.esl()
  const latched = rig.profile.behaviour.callid === 'latched' ? new Map<string, string>() : undefined
  const expected = expectedOfAll(frames, { machine, ...(latched && { latched }) })
  const trial = await rig.trial(rig.esl(), () => rig.esl().fire(...frames.map(recordedEvent)), {
    withinMs: 4 * rig.limits.deliverMs,
    strangers: true,
    ...(lingerMs !== undefined && { lingerMs }),
  })
  return trial.judge(asRecorded(name, expected, rig.tag().replace(/\d+$/, '')))
}
