import autocannon from 'autocannon'
import { watchAbort } from '../../harness/lifecycle/watch-abort.ts'

/** Posts to a stub by autocannon. @returns the latencies that it tells, ms */
export async function runAutocannon(
  options: Pick<autocannon.Options, 'url' | 'connections' | 'duration' | 'overallRate'>,
  signal: AbortSignal,
): Promise<autocannon.Histogram> {
  const running = autocannon({ ...options, method: 'POST', body: 'timestamp=0' })
  using watch = watchAbort(signal)
  try {
    return (await Promise.race([running, watch.aborted])).latency
  } finally {
    // Its types know the promise only; what it returns is the running instance as well.
    if ('stop' in running && typeof running.stop === 'function') running.stop()
  }
}
