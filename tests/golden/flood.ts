import { executeApi } from '../../simulators/freeswitch/apis/api.ts'
import type { Calls } from '../../simulators/freeswitch/calls/calls.ts'
import { L16, setWriteCodec } from '../../simulators/freeswitch/channel/codec.ts'
import { MAX_MISSED, MAX_QUEUE_LENGTH } from '../../simulators/freeswitch/listener-backlog.ts'
import type { StartedEventSocket } from '../../simulators/freeswitch/server.ts'

/** Events between two turns: a socket takes octets only between them. */
const STEP = 500
/** The queue and what the buffers of a kernel hold, of which nobody knows more than that it is a few MiB. */
const MAX_EVENTS = MAX_QUEUE_LENGTH + 50_000

/**
 * Makes a call and fires the event that the recording of a killed listener ends with, until a connection is killed.
 * @returns what is not as recorded: the queue was full, and one event too many was lost
 */
export async function flood(calls: Calls, server: StartedEventSocket): Promise<string | undefined> {
  await executeApi(calls.core, 'originate', 'loopback/9111/public &park()')
  const [leg] = calls.legs.values()
  if (leg === undefined) return 'there is no call'
  const killed = () => server.stats.open.find((stats) => stats.killed)
  for (let fired = 0; fired < MAX_EVENTS && killed() === undefined; fired += STEP) {
    for (let i = 0; i < STEP; i++) setWriteCodec(calls.stage, leg.channel, L16)
    await new Promise((resolve) => setImmediate(resolve))
  }
  const { lost, longestQueue } = killed() ?? { lost: 0, longestQueue: 0 }
  if (lost === MAX_MISSED + 1 && longestQueue === MAX_QUEUE_LENGTH) return undefined
  return `${lost} events lost, at most ${longestQueue} queued`
}
