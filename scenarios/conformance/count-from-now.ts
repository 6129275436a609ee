import type { Output, Rig } from '../../harness/index.ts'

/**
 * Counts from now on; the returned function waits until so many deliveries came at each output, 4 D at most. A
 * sentinel at a webhook may overtake what was sent before it, for webhooks keep no order among legs: a large stimulus is
 * waited for before its sentinel goes in.
 */
export function countFromNow(rig: Rig, outputs: readonly Output[] = rig.outputs): (count: number, withinMs?: number) => Promise<boolean> {
  const places = outputs.map((output) => ({ output, from: output.deliveries.length }))
  const all = (count: number): boolean => places.every(({ output, from }) => output.deliveries.length - from >= count)
  return (count, withinMs = 4 * rig.limits.deliverMs) => rig.until(() => all(count), withinMs)
}
