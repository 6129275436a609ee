/** A cell: its text decides the width, `paint` is put on after padding so that escapes never count. */
export interface Cell {
  readonly text: string
  readonly paint?: (text: string) => string
}

export interface Column {
  readonly title: string
  readonly align: 'left' | 'right'
  /** Narrowed, down to {@link NARROWEST}, when the table is wider than the terminal; the last such column first. */
  readonly gives?: boolean
}

const NARROWEST = 12

const WIDE =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\p{Emoji_Presentation}]/u

/** Columns that a terminal gives to text. East Asian wide characters and emoji count two, marks count none. */
export function widthOf(text: string): number {
  let width = 0
  for (const character of text) {
    if (/\p{Mark}/u.test(character)) continue
    width += WIDE.test(character) ? 2 : 1
  }
  return width
}

/** Text cut to a number of terminal columns, with an ellipsis when something is missing. */
export function clip(text: string, width: number): string {
  if (widthOf(text) <= width) return text
  let kept = ''
  for (const character of text) {
    if (widthOf(kept + character) > width - 1) break
    kept += character
  }
  return width > 0 ? `${kept}…` : ''
}

/** Words of a text in lines of at most so many columns; a longer word stands alone in its line. */
export function wrapText(text: string, width: number): string[] {
  const lines: string[] = []
  for (const word of text.split(' ')) {
    const last = lines.at(-1)
    if (last !== undefined && widthOf(last) + 1 + widthOf(word) <= width) lines[lines.length - 1] = `${last} ${word}`
    else lines.push(word)
  }
  return lines
}

const pad = (text: string, width: number, align: Column['align']): string => {
  const space = ' '.repeat(Math.max(0, width - widthOf(text)))
  return align === 'left' ? text + space : space + text
}

function columnWidths(columns: readonly Column[], rows: readonly (readonly Cell[])[], width: number): number[] {
  const widths = columns.map(({ title }, i) =>
    rows.reduce((widest, row) => Math.max(widest, widthOf(row[i]?.text ?? '')), widthOf(title)),
  )
  let excess = widths.reduce((sum, one) => sum + one + 2, -2) - width
  for (let i = columns.length - 1; i >= 0 && excess > 0; i--) {
    const wide = widths[i] ?? 0
    const given = columns[i]?.gives === true ? Math.min(excess, Math.max(0, wide - NARROWEST)) : 0
    widths[i] = wide - given
    excess -= given
  }
  return widths
}

/**
 * Lines of a table with two blanks between columns, the titles first.
 * @param rows one cell per column each
 * @param width columns of the terminal
 */
export function textTable(columns: readonly Column[], rows: readonly (readonly Cell[])[], width: number): string[] {
  const widths = columnWidths(columns, rows, width)
  const line = (cells: readonly Cell[]): string =>
    columns
      .map(({ align }, i) => {
        const { text = '', paint } = cells[i] ?? {}
        const space = widths[i] ?? 0
        const padded = pad(clip(text, space), space, align)
        return paint === undefined ? padded : paint(padded)
      })
      .join('  ')
      .trimEnd()
  return [line(columns.map(({ title }) => ({ text: title }))), ...rows.map(line)]
}
