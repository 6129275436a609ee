import { destroy, destroyed, endCall, enterHangup, hangupComplete, report } from '../channel/lifecycle.ts'
import { logEnded } from './call-log.ts'
import type { Leg } from './leg.ts'
import { stopRecordings } from './recordings.ts'
import { stopDetectingTones } from './tone-detection.ts'

/** The end of a leg that has been told to hang up: from CHANNEL_STATE of HANGUP to the last CHANNEL_STATE. */
export async function endLeg(leg: Leg): Promise<void> {
  const { channel, endpoint, calls } = leg
  const { stage } = calls
  enterHangup(stage, channel)
  stopRecordings(leg)
  stopDetectingTones(leg)
  endCall(stage, channel)
  endpoint.release(leg)
  endpoint.dispose(leg)
  report(stage, channel)
  hangupComplete(stage, channel)
  await untilReleased(leg)
  await endpoint.untilFree(leg)
  destroy(stage, channel)
  destroyed(stage, channel)
  logEnded(leg)
  calls.remove(leg)
  endpoint.forget(leg)
}

/** Connections that control the leg are told that it has ended, and keep it until they have ended, too. */
async function untilReleased(leg: Leg): Promise<void> {
  for (const holder of leg.holders) holder()
  while (leg.holders.size > 0) await leg.waker.wait(Infinity)
}
