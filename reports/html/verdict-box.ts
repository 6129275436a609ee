import type { Verdict } from '../../harness/model/verdict.ts'
import { VERDICT_WORDS } from '../facts/status-words.ts'
import type { StatusWord } from '../facts/status-words.ts'
import { capitalize } from '../text/capitalize.ts'
import { html } from './markup.ts'
import type { Content, Markup } from './markup.ts'

const MOST_REASONS = 30

/** A verdict with its meaning and reasons, and beneath it the few figures that people ask for first. */
export const verdictBox = (
  { status, reasons }: Verdict,
  { meaning = VERDICT_WORDS[status].meaning, figures }: { readonly meaning?: string; readonly figures: Content },
): Markup => {
  const sentences = reasons.map(({ message }) => message)
  return outcomeBox(VERDICT_WORDS[status], { meaning, reasons: sentences, figures })
}

/** What a report concludes, in a word, with its meaning and reasons. It is the section `verdict` of a page. */
export function outcomeBox(
  { word, symbol, tone }: StatusWord,
  { meaning, reasons, figures }: { readonly meaning: string; readonly reasons: readonly string[]; readonly figures: Content },
): Markup {
  const more = reasons.length - MOST_REASONS
  const list =
    reasons.length === 0
      ? undefined
      : html`<ul>${reasons.slice(0, MOST_REASONS).map((reason) => html`<li>${reason}</li>`)}${
          more > 0 ? html`<li>and ${more} more</li>` : undefined
        }</ul>`
  return html`<section id="verdict" aria-labelledby="verdict-head">
<div class="verdict ${tone}"><h2 id="verdict-head" class="${tone}"><span class="symbol"
  aria-hidden="true"><b>${symbol}</b></span> ${word}</h2>
<p>${capitalize(meaning)}.</p>${list}</div>
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
