import type { ComparisonRecord } from '../../harness/model/comparison.ts'
import { html } from '../html/markup.ts'
import type { Content } from '../html/markup.ts'
import { readableTime, renderPage } from '../html/page.ts'
import { outcomeBox } from '../html/verdict-box.ts'
import { printable } from '../text/printable.ts'
import { changesSection } from './changes-section.ts'
import { CONCLUSION_WORDS, sideText } from './change-words.ts'
import { comparedConditionsSection } from './conditions-section.ts'
import { comparedDeliverySection } from './delivery-section.ts'
import { curvesSection } from './curves-section.ts'
import { comparedObjectivesSection } from './objectives-section.ts'
import { sidesTable } from './sides-table.ts'

const CONTENTS = [
  ['changes', 'Changes'],
  ['curves', 'Latency'],
  ['objectives', 'Objectives'],
  ['delivery', 'Deliveries'],
  ['conditions', 'Conditions'],
] as const

/** What stands between backticks is code. */
const withCode = (text: string): Content =>
  text.split('`').map((part, i) => (i % 2 === 0 ? part : html`<code>${part}</code>`))

/** Runs over each other as one self-contained HTML document, see `renderPage()`. */
export function renderComparisonHtml(record: ComparisonRecord): string {
  const { conclusion, sides, reach } = record
  const words = CONCLUSION_WORDS[conclusion.kind]
  const [base, ...others] = sides.map((side) => printable(sideText(side)))
  return renderPage({
    title: `${words.word}: ${others.join(', ')} against ${base}`,
    kicker: `callstorm comparison · ${readableTime(record.madeAt)}`,
    heading: html`${others.join(', ')} <span class="muted">against ${base}</span>`,
    lead: 'The first side is the base: changes are those of the others against it.',
    contents: CONTENTS,
    sections: [
      outcomeBox(words, {
        meaning: words.meaning,
        reasons: conclusion.reasons,
        figures: [html`<p class="note reach">${withCode(reach)}.</p>`, sidesTable(sides)],
      }),
      changesSection(record),
      curvesSection(record),
      comparedObjectivesSection(record),
      comparedDeliverySection(record),
      comparedConditionsSection(record),
    ],
    footer: html`Made by callstorm ${record.callstorm}. Percentiles come from merged histograms with three significant
digits and are never averaged.`,
  })
}
