import { observe, type Rig } from '../../../harness/index.ts'

/** Ends the newest link in some way and waits for the next one: the sentinel shall go by that. */
export async function cut(rig: Rig, end: () => void): Promise<boolean> {
  const before = rig.esl().links.length
  end()
  return rig.esl().relinked(before, rig.limits.reconnectMs)
}

/** Waits until some milliseconds have gone by: a window in which the bridge is watched. */
export async function watchFor(rig: Rig, milliseconds: number): Promise<void> {
  const endsAt = rig.now() + milliseconds
  await rig.until(() => rig.now() >= endsAt, milliseconds + 1000)
}

/** Longest delay between two attempts, milliseconds, as the bridge was told or its profile says. */
export const reconnectMax = ({ limits }: Rig): number => limits.reconnectMs - 5000

/**
 * Window in which attempts are counted, milliseconds: a few of the longest delays, and not longer than a minute. One
 * attempt a second is allowed in it.
 */
export const attemptWindow = (rig: Rig): number => Math.min(4 * reconnectMax(rig) + 2000, 60_000)

/** Moments of the attempts to connect since a moment, seconds after it. */
export const attemptsSince = (rig: Rig, since: number): number[] => rig.esl().wire.attempts.filter((at) => at >= since).map((at) => (at - since) / 1000)

/** Events about this node's own state that came out from a place in the deliveries of each output on. */
export const transitions = (rig: Rig, kind: 'machine/up' | 'machine/down', from: readonly number[]): number[] =>
  rig.outputs.map(({ deliveries }, index) => deliveries.slice(from[index]).map(observe).filter((event) => event.kind === kind && event.value('machine') === String(rig.esl().machine)).length)

/** Places in the deliveries of each output, for `transitions()`. */
export const placesNow = (rig: Rig): number[] => rig.outputs.map(({ deliveries }) => deliveries.length)
