import { type Judgement, recordedEvent, type Rig } from '../../../harness/index.ts'
import { countFromNow } from '../count-from-now.ts'
import { asRecorded } from './as-recorded.ts'
import { expectedOfAll } from './oracle.ts'
import type { Recording } from './recordings.ts'

export interface ReplayOptions {
  /** Milliseconds of looking after the sentinel. @default L */
  readonly lingerMs?: number
  /** Longest wait for what is due, milliseconds. @default 4 D */
  readonly patienceMs?: number
}

/** Fires a recording, octets as they were recorded, and compares what comes out with what the oracle makes of them. */
export async function replay(rig: Rig, { name, frames }: Recording, { lingerMs, patienceMs }: ReplayOptions = {}): Promise<readonly Judgement[]> {
  const { machine } = rig.esl()
  const latched = rig.profile.behaviour.callid === 'latched' ? new Map<string, string>() : undefined
  const expected = expectedOfAll(frames, { machine, ...(latched && { latched }) })
  const stimulus = async (): Promise<void> => {
    const came = countFromNow(rig)
    rig.esl().fire(...frames.map(recordedEvent))
    await came(expected.length, patienceMs)
  }
  const trial = await rig.trial(rig.esl(), stimulus, {
    withinMs: 4 * rig.limits.deliverMs,
    strangers: true,
    ...(lingerMs !== undefined && { lingerMs }),
  })
  return trial.judge(asRecorded(name, expected, rig.tag().replace(/\d+$/, '')))
}
