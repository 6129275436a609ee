import { symbolCircle, symbolCross, symbolDiamond, symbolTriangle } from 'd3-shape'
import type { LineStyle } from './line-style.ts'

/** No line at all: these are marks of their own. */
const POINTS = '0 99'

/** Marks for what came of a probe or trial, told apart by shape as well as by colour. */
export const OUTCOME_STYLES = {
  good: { className: 'line2', color: '#009E73', dash: POINTS, marker: symbolCircle },
  bad: { className: 'line1', color: '#D55E00', dash: POINTS, marker: symbolTriangle },
  doubt: { className: 'line4', color: '#B87A00', dash: POINTS, marker: symbolDiamond },
  void: { className: 'line5', color: '#3A3F47', dash: POINTS, marker: symbolCross },
} as const satisfies Readonly<Record<string, LineStyle>>

/** The same as a line between marks. */
export const asLine = (style: LineStyle): LineStyle => ({ ...style, dash: 'none' })
