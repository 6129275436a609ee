import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { DELIVERY_COLUMNS } from '../facts/receiver-groups.ts'
import { html, render } from '../html/markup.ts'
import type { Markup } from '../html/markup.ts'
import { pageSection } from '../html/page-section.ts'
import { STYLE_SHEET } from '../html/style-sheet.ts'
import { capitalize } from '../text/capitalize.ts'
import { LIVE_STYLE } from './live-style.ts'

/** Files of the live page by their path on its server. */
export type LivePage = Readonly<Record<string, { readonly type: string; readonly text: string }>>

/**
 * Makes the page and its script, which draws with the same code as reports do.
 * @throws Error when the script cannot be bundled
 */
export async function makeLivePage(): Promise<LivePage> {
  const entry = fileURLToPath(new URL('page/main.ts', import.meta.url))
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    format: 'iife',
    target: 'es2022',
    minify: true,
    legalComments: 'none',
    logLevel: 'silent',
  })
  return {
    '/': { type: 'text/html', text: skeleton() },
    '/live.js': { type: 'text/javascript', text: outputFiles[0]?.text ?? '' },
    '/live.css': { type: 'text/css', text: STYLE_SHEET + LIVE_STYLE },
  }
}

/** A table whose rows come later; its region stays, so that the keyboard's place in it is not lost each second. */
const emptyTable = (id: string, name: string, columns: readonly string[]): Markup =>
  html`<div class="scroll" role="region" aria-label="Table: ${name}" tabindex="0"><table>
<thead><tr>${columns.map((title, i) => html`<th scope="col" class="${i === 0 ? 'text' : 'figure'}">${title}</th>`)}</tr></thead>
<tbody id="${id}"></tbody></table></div>`

const emptyChart = (id: string, name: string): Markup =>
  html`<figure><div id="${id}-legend"></div><div class="scroll chart-box" role="region" aria-label="Chart: ${name}"
    tabindex="0" id="${id}"></div></figure>`

const skeleton = (): string =>
  render(html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>callstorm live</title>
<link rel="stylesheet" href="/live.css">
<link rel="icon" href="data:,">
<script src="/live.js" defer></script>
</head>
<body>
<a class="skip" href="#verdict">Skip to the verdict</a>
<header>
<p class="kicker">callstorm live <span id="connection"></span></p>
<h1 id="title">Waiting for a run</h1>
<p class="lead" id="subtitle"></p>
</header>
<main>
<section id="verdict" aria-labelledby="verdict-head">
<div class="verdict muted" id="verdict-box"><h2 id="verdict-head" class="muted">Not begun</h2>
<p id="status" role="status" aria-live="polite">No run has begun yet.</p><ul id="reasons" hidden></ul>
<p id="report" hidden></p>
<div class="run-progress"><progress id="progress" aria-label="Run" max="1" value="0"></progress>
<span id="clock"></span></div></div>
<dl class="figures" id="figures"></dl>
</section>
${pageSection('search', 'The search so far', [
  html`<p id="bracket"></p>`,
  emptyTable('probe-rows', 'Probes', ['Probe', 'Rate', 'Length', 'Subscribers', 'Outcome', 'Worst p99', 'Because']),
])}
${pageSection('latency', 'Latency so far', [
  emptyTable('latency-rows', 'Latency so far', ['Series', 'p50', 'p99', 'max', 'p99 of the last second', 'samples']),
])}
${pageSection('time', 'Over time', [
  html`<h3>Latency</h3>`,
  emptyChart('latency-chart', 'Latency over time'),
  html`<h3>Throughput</h3>`,
  emptyChart('rate-chart', 'Throughput over time'),
])}
${pageSection('delivery', 'Deliveries', [
  emptyTable('delivery-rows', 'Deliveries so far', [
    'Receivers',
    ...DELIVERY_COLUMNS.map(({ title }) => capitalize(title)),
    'Under way',
  ]),
])}
${pageSection('objectives', 'Objectives', [
  emptyTable('objective-rows', 'Objectives', ['Objective', 'Measured', 'Status']),
])}
${pageSection('health', 'Health of the instrument', [
  emptyTable('health-rows', 'Health of the instrument', ['Signal', 'Measured', 'Void above', 'Status']),
])}
</main>
<footer><p>Figures so far are those of whole seconds. The verdict is made at the end, from everything.</p></footer>
</body>
</html>
`)
