import type { RunRecord } from '../../../harness/model/run-record.ts'
import { measuredRates } from '../../facts/measured-rates.ts'
import { formatCount, formatRate, formatShare, formatUs } from '../../text/units.ts'
import type { Markup } from '../markup.ts'
import { keyFigure, keyFigures, verdictBox } from '../verdict-box.ts'

function latencyFigures({ series }: RunRecord): readonly Markup[] {
  return series
    .filter(({ diagnostic, count }) => !diagnostic && count > 0)
    .map(({ title, quantiles }) =>
      keyFigure(title, formatUs(quantiles.p99Us), `p99 · median ${formatUs(quantiles.p50Us).replace(' ', '\u00a0')}`),
    )
}

function figuresOf(record: RunRecord): Markup {
  const { totals } = record.ledger
  const claimed = totals.expected - totals.unobserved
  const offered = formatRate(record.workload.arrivals.perSecond)
  const inTime = claimed === 0 ? '–' : formatShare(totals.inTime / claimed)
  const calls = measuredRates(record).get('calls.started')
  return keyFigures([
    calls === undefined ? undefined : keyFigure('Calls', formatRate(calls), `offered ${offered}`),
    keyFigure('Delivered in time', inTime, `of ${formatCount(claimed)} deliveries`),
    keyFigure('Lost', formatCount(totals.lost), totals.late === 0 ? 'none late' : `${formatCount(totals.late)} late`),
    ...latencyFigures(record),
  ])
}

/** The verdict, why, and the few figures that people ask for first. */
export const verdictSection = (record: RunRecord): Markup => verdictBox(record.verdict, { figures: figuresOf(record) })
