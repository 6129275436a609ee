import type { RunRecord } from '../../../harness/model/run-record.ts'
import { formatCount, formatRate, formatSeconds, formatShare, titleOf } from '../../text/units.ts'
import { conditionsBlock } from '../conditions-block.ts'
import { factsList } from '../facts-list.ts'
import { html } from '../markup.ts'
import type { Content, Markup } from '../markup.ts'

function mixText(flows: RunRecord['workload']['mix']['flows']): string {
  const weights = Object.entries(flows)
  const total = weights.reduce((sum, [, weight]) => sum + weight, 0)
  return weights.map(([name, weight]) => `${name} ${formatShare(weight / total)}`).join(', ')
}

function workloadFacts({ workload }: RunRecord): readonly (readonly [string, Content])[] {
  const { arrivals, mix } = workload
  return [
    ['Calls', `${arrivals.kind}, ${formatRate(arrivals.perSecond)}`],
    ['Length', `${formatSeconds(workload.durationSeconds)} after ${formatSeconds(workload.warmupSeconds)} of warm-up`],
    ['FreeSWITCH nodes', formatCount(workload.freeswitchNodes)],
    ['Softswitch machines', formatCount(workload.softswitchMachines)],
    ['Websocket subscribers', formatCount(workload.subscribers)],
    ['Webhooks', formatCount(workload.webhooks)],
    ['Call flows', mixText(mix.flows)],
    ['Talk time', `median ${formatSeconds(mix.talkTime.medianSeconds)}, lognormal with sigma ${mix.talkTime.sigma}`],
    [
      'Answer delay',
      `median ${formatSeconds(mix.answerDelay.medianSeconds)}, lognormal with sigma ${mix.answerDelay.sigma}`,
    ],
    ['Registrations', formatRate(mix.registrations.perSecond)],
    ['Text messages', formatRate(mix.messages.perSecond)],
  ]
}

/** What the run was made of, where it ran, and how to repeat it. @param files names of files beside the report */
export function conditionsSection(record: RunRecord, files: readonly string[]): Markup {
  const { runId, workload } = record
  const counters = Object.entries(record.counters).map(([name, count]) => [titleOf(name), formatCount(count)] as const)
  return conditionsBlock({
    ...record,
    about: ['Workload', workloadFacts(record)],
    more: [
      ['Seed', html`<code>${workload.seed}</code>`],
      ['Run', html`<code>${runId}</code>`],
    ],
    aside: html`<details><summary>Counters over the whole run, warm-up included</summary>${factsList(counters)}</details>`,
    files,
  })
}
