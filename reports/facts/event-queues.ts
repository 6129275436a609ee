import type { RunRecord } from '../../harness/model/run-record.ts'
import { formatCount } from '../text/units.ts'

/**
 * What a real FreeSWITCH would have done to a bridge that read its Event Socket too slowly, in one sentence; undefined
 * when no event had to wait.
 */
export function describeEventQueues({ counters }: Pick<RunRecord, 'counters'>): string | undefined {
  const queued = counters['esl.queued'] ?? 0
  const lost = counters['esl.lost'] ?? 0
  const killed = counters['esl.killed'] ?? 0
  const waited = `up to ${events(queued)} waited for the bridge`
  if (lost > 0) {
    const cut = killed > 0 ? ` and cut ${formatCount(killed)} connection${killed === 1 ? '' : 's'}` : ''
    return `a real FreeSWITCH would have lost ${events(lost)}${cut} here: ${waited}`
  }
  return queued > 0 ? `${waited}; a real FreeSWITCH would have lost none` : undefined
}

const events = (count: number): string => `${formatCount(count)} event${count === 1 ? '' : 's'}`
