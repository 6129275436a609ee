import type { CapacityRecord } from '../../harness/model/capacity.ts'
import { VERDICT_WORDS } from '../facts/status-words.ts'
import { literal, markdownDocument, markdownTable } from '../text/markdown-text.ts'
import { formatCount, formatRate } from '../text/units.ts'
import { answerText, subscribersText, telephonyRows, TRUST_WORDS } from './probe-facts.ts'

/** A capacity search as Markdown for the step summary of a CI job. */
export function renderCapacityMarkdown({ verdict, target, scenario, searches, scaling, objectives, quick, command }: CapacityRecord): string {
  const { symbol, word } = VERDICT_WORDS[verdict.status]
  return markdownDocument([
    `## ${symbol} ${word}: capacity of ${literal(target.profile)} under ${literal(scenario.id)}`,
    ...(verdict.reasons.length === 0 ? [] : [verdict.reasons.map(({ message }) => `- ${literal(message)}`).join('\n')]),
    ...(quick ? ['A quick search: the true rate may lie 10 to 15 % off.'] : []),
    ...searches.flatMap(({ answer, figures, workload, probes }) => [
      `**${subscribersText(workload.subscribers)}: ${answerText(answer)}**, ${probes.length} probes`,
      ...(figures ? [markdownTable(['Unit', 'Capacity'], telephonyRows(figures))] : []),
    ]),
    ...(scaling
      ? [
          markdownTable(
            ['Subscribers', 'Deliveries', '95 % interval', ''],
            scaling.predictions.map(({ size, throughput, interval: [low, high], trust }) =>
              trust === 'refused'
                ? [formatCount(size), 'not known', '', TRUST_WORDS[trust]]
                : [formatCount(size), formatRate(throughput), `${formatRate(low)} to ${formatRate(high)}`, TRUST_WORDS[trust]],
            ),
          ),
        ]
      : []),
    `Held to ${objectives.map((text) => literal(text)).join(', ')}`,
    `Repeat: ${literal(command)}`,
  ])
}
