import { html } from '../html/markup.ts'
import type { Markup } from '../html/markup.ts'
import { markerPath } from './line-style.ts'
import type { LineStyle } from './line-style.ts'

/** What each line of a chart is: a list, so that it wraps on narrow screens and reads without a picture. */
export const legend = (entries: readonly { readonly style: LineStyle; readonly label: string }[]): Markup =>
  html`<ul class="legend">${entries.map(
    ({ style, label }) =>
      html`<li><svg class="${style.className}" aria-hidden="true" width="34" height="14" viewBox="0 0 34 14"
        stroke="${style.color}" fill="${style.color}"><line x1="1" x2="33" y1="7" y2="7" stroke-width="2"
        stroke-dasharray="${style.dash}"/><path class="marker" stroke="none" transform="translate(17 7)"
        d="${markerPath(style)}"/></svg> ${label}</li>`,
  )}</ul>`
