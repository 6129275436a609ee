import { html } from './markup.ts'
import type { Content, Markup } from './markup.ts'

/** A column of a table whose rows are made of `Row`s: figures stand on the right, text on the left, prose may wrap. */
export interface TableColumn<Row> {
  readonly title: Content
  readonly as: 'figure' | 'text' | 'prose'
  readonly cell: (row: Row, index: number) => Content
  /** Whether its cell in that row is drawn as a fact against the bridge. */
  readonly isBad?: ((row: Row) => boolean) | undefined
}

const columnAs =
  (as: TableColumn<never>['as']) =>
  <Row>(title: Content, cell: TableColumn<Row>['cell'], isBad?: TableColumn<Row>['isBad']): TableColumn<Row> => ({
    title,
    as,
    cell,
    isBad,
  })

export const figureColumn = columnAs('figure')
export const textColumn = columnAs('text')
export const proseColumn = columnAs('prose')

/** Columns by what each holds of a row; the first holds the row's header. */
export type TableColumns<Row> = readonly [TableColumn<Row>, ...(readonly TableColumn<Row>[])]

/** How a row stands out: a sum of the others, or something that carries no claim. */
export type RowClass = 'diagnostic' | 'total' | undefined

/**
 * A table in a box of its own that scrolls sideways where the screen is narrow, also by keyboard. The old attributes
 * `align` and `cellpadding` are for viewers that block the style sheet, which overrides them.
 * @param name says what the table holds, to readers who do not see it
 */
export function dataTable<Row>(
  name: string,
  rows: readonly Row[],
  columns: TableColumns<NoInfer<Row>>,
  classOf: (row: NoInfer<Row>) => RowClass = () => undefined,
): Markup {
  const [head, ...others] = columns
  return html`<div class="scroll" role="region" aria-label="Table: ${name}" tabindex="0"><table cellpadding="5">
<thead><tr>${columns.map(({ title, as }) => html`<th scope="col" class="${as === 'figure' ? 'figure' : 'text'}"
  align="${alignOf(as)}">${title}</th>`)}</tr></thead>
<tbody>
${rows.map(
  (row, index) => html`<tr class="${classOf(row)}"><th scope="row" align="left">${head.cell(row, index)}</th>${others.map(
    ({ as, cell, isBad }) =>
      html`<td class="${as}${isBad?.(row) ? ' bad' : ''}" align="${alignOf(as)}">${cell(row, index)}</td>`,
  )}</tr>
`,
)}</tbody></table></div>`
}

const alignOf = (as: TableColumn<never>['as']): string => (as === 'figure' ? 'right' : 'left')
