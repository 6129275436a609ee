import type { RunRecord } from '../../../harness/model/run-record.ts'
import { formatCount, formatRate, formatSeconds, formatShare, titleOf } from '../../text/units.ts'
import { environmentFacts } from '../environment-facts.ts'
import { factsList } from '../facts-list.ts'
import { fileLink } from '../file-link.ts'
import { html } from '../markup.ts'
import type { Markup } from '../markup.ts'

function mixText(flows: RunRecord['workload']['mix']['flows']): string {
  const weights = Object.entries(flows)
  const total = weights.reduce((sum, [, weight]) => sum + weight, 0)
  return weights.map(([name, weight]) => `${name} ${formatShare(weight / total)}`).join(', ')
}

function workloadFacts({ workload }: RunRecord): Markup {
  const { arrivals, mix } = workload
  return factsList([
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
  ])
}

function runFacts({ environment, callstorm, runId, workload, startedAt, endedAt }: RunRecord): Markup {
  return factsList([
    ['Seed', html`<code>${workload.seed}</code>`],
    ['Run', html`<code>${runId}</code>`],
    ['Started', startedAt],
    ['Ended', endedAt],
    ['callstorm', callstorm],
    ...environmentFacts(environment),
  ])
}

/** What the run was made of, where it ran, and how to repeat it. @param files names of files beside the report */
export function conditionsSection(record: RunRecord, files: readonly string[]): Markup {
  const counters = Object.entries(record.counters).map(([name, count]) => [titleOf(name), formatCount(count)] as const)
  return html`<section id="conditions" aria-labelledby="conditions-head"><h2 id="conditions-head">Conditions</h2>
<h3>Repeat this run</h3>
<pre><code>${record.command}</code></pre>
<div class="columns"><div><h3>Workload</h3>${workloadFacts(record)}</div>
<div><h3>Environment</h3>${runFacts(record)}</div></div>
<details><summary>Counters over the whole run, warm-up included</summary>${factsList(counters)}</details>
${
  files.length === 0
    ? undefined
    : html`<h3>Files beside this report</h3><ul class="files">${files.map((file) => html`<li>${fileLink(file)}</li>`)}</ul>`
}
</section>`
}
