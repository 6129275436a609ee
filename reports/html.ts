import type { RunRecord } from '../harness/model/run-record.ts'
import { lineStyles } from './chart/line-style.ts'
import { VERDICT_WORDS } from './facts/status-words.ts'
import { html, raw, render } from './html/markup.ts'
import type { Markup } from './html/markup.ts'
import { bridgeSection } from './html/sections/bridge-section.ts'
import { conditionsSection } from './html/sections/conditions-section.ts'
import { deliverySection } from './html/sections/delivery-section.ts'
import { healthSection } from './html/sections/health-section.ts'
import { latencySection } from './html/sections/latency-section.ts'
import { objectivesSection } from './html/sections/objectives-section.ts'
import { timelineSection } from './html/sections/timeline-section.ts'
import { verdictSection } from './html/sections/verdict-section.ts'
import { STYLE_SHEET } from './html/style-sheet.ts'

export interface HtmlOptions {
  /** Names of files in the folder of the report, linked at its end. @default [] */
  readonly files?: readonly string[]
}

const CONTENTS = [
  ['objectives', 'Objectives'],
  ['latency', 'Latency'],
  ['time', 'Over time'],
  ['delivery', 'Deliveries'],
  ['bridge', 'Bridge'],
  ['health', 'Instrument'],
  ['conditions', 'Conditions'],
] as const

/** `2026-11-22T03:04:05.678Z` as `2026-11-22 03:04:05 UTC`; other text as it is. */
const readableTime = (time: string): string => time.replace(/^(\S+)T(\d\d:\d\d:\d\d)(?:\.\d+)?Z$/, '$1 $2 UTC')

const header = ({ scenario, target, startedAt }: RunRecord): Markup => html`<header>
<p class="kicker">callstorm run report · ${readableTime(startedAt)}</p>
<h1>${scenario.title} <span class="muted">against ${target.profile}</span></h1>
<p class="lead">A pass proves that ${scenario.proves}.</p>
<nav aria-label="Contents"><ul>${CONTENTS.map(([id, title]) => html`<li><a href="#${id}">${title}</a></li>`)}</ul></nav>
</header>`

/**
 * A run as one self-contained HTML document: no script, no network, readable where a content security policy blocks
 * even its style sheet. All text of the record is escaped; control characters are shown, not performed.
 */
export function renderHtml(record: RunRecord, { files = [] }: HtmlOptions = {}): string {
  const styles = lineStyles(record.series)
  const styled = record.series.flatMap((series, i) => {
    const style = styles[i]
    return style === undefined ? [] : [{ series, style }]
  })
  const { word } = VERDICT_WORDS[record.verdict.status]
  return render(html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${word}: ${record.scenario.title} against ${record.target.profile}</title>
<style>${raw(STYLE_SHEET)}</style>
</head>
<body>
<a class="skip" href="#verdict">Skip to the verdict</a>
${header(record)}
<main>
${verdictSection(record)}
${objectivesSection(record)}
${latencySection(record, styled)}
${timelineSection(record, styled)}
${deliverySection(record)}
${bridgeSection(record)}
${healthSection(record)}
${conditionsSection(record, files)}
</main>
<footer><p>Made by callstorm ${record.callstorm} from run ${record.runId}. Percentiles come from merged histograms
with three significant digits and are never averaged.</p></footer>
</body>
</html>
`)
}
