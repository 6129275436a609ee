import type { Verdict } from '../../harness/model/verdict.ts'
import { VERDICT_WORDS } from '../facts/status-words.ts'
import { html } from './markup.ts'
import type { Content, Markup } from './markup.ts'

const MOST_REASONS = 30

/** A verdict with its meaning and reasons, and beneath it the few figures that people ask for first. */
export function verdictBox(
  { status, reasons }: Verdict,
  { meaning = VERDICT_WORDS[status].meaning, figures }: { readonly meaning?: string; readonly figures: Content },
): Markup {
  const { word, symbol, tone } = VERDICT_WORDS[status]
  const shown = reasons.slice(0, MOST_REASONS)
  const more = reasons.length - shown.length
  const list =
    shown.length === 0
      ? undefined
      : html`<ul>${shown.map(({ message }) => html`<li>${message}</li>`)}${
          more > 0 ? html`<li>and ${more} more</li>` : undefined
        }</ul>`
  return html`<section id="verdict" aria-labelledby="verdict-head">
<div class="verdict ${tone}"><h2 id="verdict-head" class="${tone}"><span class="symbol"
  aria-hidden="true"><b>${symbol}</b></span> ${word}</h2>
<p>${meaning.charAt(0).toUpperCase() + meaning.slice(1)}.</p>${list}</div>
${figures}
</section>`
}

/** Figures in a row of boxes. */
export const keyFigures = (figures: readonly Content[]): Markup => html`<dl class="figures">
${figures.map(
  (one) => html`${one}
`,
)}</dl>`

/** A figure with its name above and a note beneath. */
export const keyFigure = (name: string, value: Content, note: Content): Markup =>
  html`<div><dt>${name}</dt><dd>${value} <small>${note}</small></dd></div>`
