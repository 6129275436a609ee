import { unitsOfMetric } from '../harness/metrics/objective.ts'
import { METRICS, SERIES } from '../harness/model/metric.ts'

/** `docs/metrics.md`: what objectives can name. */
export function metricsDocument(): string {
  return [
    '<!-- Made by `npm run generate`; do not edit. -->',
    '# Metrics',
    '',
    'An objective is `<metric> <comparison> <limit>`: `websocket.latency.p99 < 50ms`, `events.lost == 0`,',
    '`bridge.rss.slope < 1MB/min`. A misspelt metric is an error before the run. A percentile of too few samples is',
    '`unknown`, never met: p99 needs 1,000 samples, p99.9 needs 10,000, so that at least ten lie above it.',
    '',
    '## Latency series',
    '',
    'Each has `.p50`, `.p90`, `.p99`, `.p99.9` (any percentile), `.max` and `.mean`, in us, ms or s. All run from the *intended* time',
    'of an event, except the diagnostics, which hide queues and are printed for comparison.',
    '',
    '| series | title | what it measures | |',
    '|---|---|---|---|',
    ...SERIES.map(({ name, title, meaning, diagnostic }) => `| \`${name}\` | ${title} | ${meaning} | ${diagnostic ? 'diagnostic' : ''} |`),
    '',
    '## Counts, rates and resources',
    '',
    '| metric | title | what it is | limits in |',
    '|---|---|---|---|',
    ...METRICS.map((metric) => `| \`${metric.name}\` | ${metric.title} | ${metric.meaning} | ${unitsOfMetric(metric).join(', ')} |`),
    '',
  ].join('\n')
}
