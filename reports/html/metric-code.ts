import { html } from './markup.ts'
import type { Markup } from './markup.ts'

/** A metric or an objective, which a narrow column breaks where a part of the name ends. */
export const metricCode = (text: string): Markup =>
  html`<code>${text.split(/(?<=[._])/).map((part, i) => (i === 0 ? part : html`<wbr>${part}`))}</code>`
