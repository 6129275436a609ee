import { symbolCircle, symbolDiamond, symbolTimes, symbolTriangle } from 'd3-shape'
import type { LineStyle } from './line-style.ts'

/** Marks for what came of a probe or trial, told apart by shape as well as by colour. */
export const OUTCOME_STYLES = {
  good: { className: 'line2', color: '#009E73', dash: 'none', marker: symbolCircle },
  bad: { className: 'line1', color: '#D55E00', dash: 'none', marker: symbolTriangle },
  doubt: { className: 'line4', color: '#B87A00', dash: 'none', marker: symbolDiamond },
  void: { className: 'line5', color: '#3A3F47', dash: 'none', marker: symbolTimes },
} as const satisfies Readonly<Record<string, LineStyle>>
