import autocannon from 'autocannon'
import { encodeForm } from '../../simulators/softswitch/codec/form.ts'
import { callStart } from '../../simulators/softswitch/events.ts'
import { toTimestamp } from '../../simulators/softswitch/timestamp.ts'
import { planCall } from '../../simulators/traffic/call-plan.ts'
import { toAsteriskId } from '../../simulators/traffic/identity.ts'
import type { Mix } from '../../simulators/traffic/workload.ts'

/**
 * How much an HTTP ingress takes when each of so many connections sends the next POST as soon as the last is answered.
 * In such a closed loop a slow bridge is asked less: no latency is told, as none would be true.
 */
export interface Saturation {
  readonly connections: number
  readonly seconds: number
  readonly posts: number
  readonly postsPerSecond: number
  /** POSTs by the first digit of their status: `2xx`. */
  readonly replies: Readonly<Record<string, number>>
  /** Connections that failed. */
  readonly errors: number
  readonly timeouts: number
}

export interface SaturationOptions {
  /** With its authkey. */
  readonly url: string
  readonly connections: number
  readonly seconds: number
  readonly runId: number
  readonly signal: AbortSignal
}

const TIMEOUT_SECONDS = 5

const MIX: Pick<Mix, 'flows' | 'talkTime' | 'answerDelay'> = {
  flows: { answered: 1 },
  talkTime: { medianSeconds: 60, sigma: 0 },
  answerDelay: { medianSeconds: 2, sigma: 0 },
}

/** Posts the beginnings of calls, every one another, until the time is over or the signal is aborted. */
export async function saturateIngress({ url, connections, seconds, runId, signal }: SaturationOptions): Promise<Saturation> {
  const nextBody = createBodies(runId)
  const running = autocannon({
    url,
    connections,
    duration: seconds,
    timeout: TIMEOUT_SECONDS,
    requests: [
      {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        setupRequest: (request) => ({ ...request, body: nextBody() }),
      },
    ],
  })
  const stop = (): void => {
    // Its types know the promise only; what it returns is the running instance as well.
    if ('stop' in running && typeof running.stop === 'function') running.stop()
  }
  signal.addEventListener('abort', stop, { once: true })
  try {
    const { '1xx': info, '2xx': success, '3xx': moved, '4xx': refused, '5xx': failed, errors, timeouts, duration } = await running
    const replies = { '1xx': info, '2xx': success, '3xx': moved, '4xx': refused, '5xx': failed }
    const posts = Object.values(replies).reduce((sum, count) => sum + count, 0)
    return { connections, seconds: duration, posts, postsPerSecond: posts / duration, replies, errors, timeouts }
  } finally {
    signal.removeEventListener('abort', stop)
  }
}

function createBodies(runId: number): () => string {
  const plan = planCall('saturation', 0, 0, MIX)
  let number = 0
  return () => {
    const id = toAsteriskId(runId, { source: 0, number: number++, leg: 0, slot: 0 })
    return encodeForm(callStart({ id, machine: 1, timestamp: toTimestamp(Date.now() * 1000), plan, to: plan.callee.number }))
  }
}
