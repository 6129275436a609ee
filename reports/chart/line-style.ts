import { symbol, symbolCircle, symbolCross, symbolDiamond, symbolSquare, symbolTriangle, symbolWye } from 'd3-shape'
import type { SymbolType } from 'd3-shape'

/**
 * How a line is told from the others: colour, dash and marker, so that no reader depends on colour alone. The colour
 * is the fallback for pages whose style sheet is blocked; `className` lets the style sheet change it in dark mode.
 */
export interface LineStyle {
  readonly className: string
  readonly color: string
  /** SVG dash array; `none` is a solid line. */
  readonly dash: string
  readonly marker: SymbolType
}

/** Okabe and Ito's palette without its yellow and sky blue, which are too light for thin lines on white. */
const COLORS = ['#0072B2', '#D55E00', '#009E73', '#B0558A', '#B87A00', '#3A3F47'] as const
const MARKERS = [symbolCircle, symbolSquare, symbolTriangle, symbolDiamond, symbolWye, symbolCross] as const
const DASHES = ['6 3', '2 3', '8 3 2 3'] as const

/** Styles of any number of lines: main ones solid, diagnostics dashed; they repeat after six. */
export function lineStyles(lines: readonly { readonly diagnostic: boolean }[]): readonly LineStyle[] {
  return lines.map(({ diagnostic }, i) => {
    const at = i % COLORS.length
    const dash = diagnostic ? (DASHES[i % DASHES.length] ?? 'none') : 'none'
    return { className: `line${at}`, color: COLORS[at] ?? '#000', dash, marker: MARKERS[at] ?? symbolCircle }
  })
}

/** Path of a style's marker around the origin. */
export const markerPath = ({ marker }: LineStyle, area = 36): string => symbol(marker, area).digits(2)() ?? ''
