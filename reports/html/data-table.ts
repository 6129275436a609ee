import type { StatusWord } from '../facts/status-words.ts'
import { html } from './markup.ts'
import type { Content, Markup } from './markup.ts'

/** A column: figures stand on the right, text on the left, prose may wrap. */
export interface TableColumn {
  readonly title: Content
  readonly as: 'figure' | 'text' | 'prose'
}

export interface TableCell {
  readonly content: Content
  /** Drawn as a fact against the bridge. */
  readonly bad?: boolean
}

export interface TableRow {
  /** The row's header, under the first column. */
  readonly head: Content
  readonly cells: readonly TableCell[]
  readonly className?: 'diagnostic' | 'total'
}

const rowOf = (columns: readonly TableColumn[], { head, cells, className }: TableRow): Markup =>
  html`<tr class="${className}"><th scope="row" align="left">${head}</th>${cells.map(({ content, bad = false }, i) => {
    const as = columns[i + 1]?.as ?? 'figure'
    return html`<td class="${as}${bad ? ' bad' : ''}" align="${as === 'figure' ? 'right' : 'left'}">${content}</td>`
  })}</tr>
`

/**
 * A table in a box of its own that scrolls sideways where the screen is narrow, also by keyboard. The old attributes
 * `align` and `cellpadding` are for viewers that block the style sheet, which overrides them.
 * @param name says what the table holds, to readers who do not see it
 */
export function dataTable(name: string, columns: readonly TableColumn[], rows: readonly TableRow[]): Markup {
  return html`<div class="scroll" role="region" aria-label="Table: ${name}" tabindex="0"><table cellpadding="5">
<thead><tr>${columns.map(({ title, as }) => html`<th scope="col" class="${as === 'figure' ? 'figure' : 'text'}"
  align="${as === 'figure' ? 'right' : 'left'}">${title}</th>`)}</tr></thead>
<tbody>
${rows.map((row) => rowOf(columns, row))}</tbody></table></div>`
}

/** A status as word and symbol on its tone. */
export const statusBadge = ({ word, symbol, tone }: StatusWord): Markup =>
  html`<span class="status ${tone}">${symbol} ${word}</span>`

/** A chart with its legend, in a box that scrolls sideways by itself. */
export const chartFigure = (name: string, legend: Content, chart: Markup, note: Content): Markup =>
  html`<figure>${legend}<div class="scroll" role="region" aria-label="Chart: ${name}"
    tabindex="0">${chart}</div><figcaption>${note}</figcaption></figure>`
