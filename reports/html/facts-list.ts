import { html } from './markup.ts'
import type { Content, Markup } from './markup.ts'

/** Names with their values, in two columns where there is room. */
export const factsList = (pairs: readonly (readonly [name: string, value: Content])[]): Markup =>
  html`<dl class="facts">${pairs.map(
    ([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>
`,
  )}</dl>`
