import { html } from './markup.ts'
import type { Content, Markup } from './markup.ts'

/** A chart with its legend, in a box that scrolls sideways by itself. */
export const chartFigure = (name: string, legend: Content, chart: Markup, note: Content): Markup =>
  html`<figure>${legend}<div class="scroll" role="region" aria-label="Chart: ${name}"
    tabindex="0">${chart}</div><figcaption>${note}</figcaption></figure>`
