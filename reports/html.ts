import type { RunRecord } from '../harness/model/run-record.ts'
import { lineStyles } from './chart/line-style.ts'
import { mergedText } from './facts/merged-words.ts'
import { VERDICT_WORDS } from './facts/status-words.ts'
import { html } from './html/markup.ts'
import { readableTime, renderPage } from './html/page.ts'
import { bridgeSection } from './html/sections/bridge-section.ts'
import { conditionsSection } from './html/sections/conditions-section.ts'
import { deliverySection } from './html/sections/delivery-section.ts'
import { healthSection } from './html/sections/health-section.ts'
import { latencySection } from './html/sections/latency-section.ts'
import { objectivesSection } from './html/sections/objectives-section.ts'
import { timelineSection } from './html/sections/timeline-section.ts'
import { verdictSection } from './html/sections/verdict-section.ts'

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

/** A run as one self-contained HTML document, see `renderPage()`. */
export function renderHtml(record: RunRecord, { files = [] }: HtmlOptions = {}): string {
  const { scenario, target, startedAt, verdict } = record
  const styles = lineStyles(record.series)
  const styled = record.series.flatMap((series, i) => {
    const style = styles[i]
    return style === undefined ? [] : [{ series, style }]
  })
  const merged = mergedText(record)
  return renderPage({
    title: `${VERDICT_WORDS[verdict.status].word}: ${scenario.title} against ${target.profile}`,
    kicker: `callstorm run report · ${readableTime(startedAt)}`,
    heading: html`${scenario.title} <span class="muted">against ${target.profile}</span>`,
    lead: html`A pass proves that ${scenario.proves}.${merged === undefined ? undefined : html` Merged from ${merged}.`}`,
    contents: CONTENTS,
    sections: [
      verdictSection(record),
      objectivesSection(record),
      latencySection(record, styled),
      timelineSection(record, styled),
      deliverySection(record),
      bridgeSection(record),
      healthSection(record),
      conditionsSection(record, files),
    ],
    footer: html`Made by callstorm ${record.callstorm} from run ${record.runId}. Percentiles come from merged histograms
with three significant digits and are never averaged.`,
  })
}
