import { scaleLinear } from 'd3-scale'
import type { ComparedLatency, ComparedSide } from '../../harness/model/comparison.ts'
import { lineStyles, markerPath } from '../chart/line-style.ts'
import type { LineStyle } from '../chart/line-style.ts'
import { bottomAxis, caption, picture, round } from '../chart/plot-area.ts'
import type { PlotArea } from '../chart/plot-area.ts'
import { html } from '../html/markup.ts'
import type { Content, Markup } from '../html/markup.ts'
import { certaintyText, changeLines, changeText } from './change-words.ts'
import type { ChangeLine } from './change-words.ts'

const WIDTH = 860
const LEFT = 215
const PLOT_WIDTH = WIDTH - LEFT - 30
const ROW = 22
const TOP = 10
/** What is too small to be called a change. */
const MARGIN = 0.05

/** Changes that an axis can be labelled with, as shares. */
const TICKS = [-0.999, -0.99, -0.9, -0.8, -0.5, -0.35, -0.2, -0.1, -0.05, 0, 0.05, 0.1, 0.2, 0.5, 1, 2, 4, 9, 99] as const

/** Ends of a change on the axis: its interval where it has one. */
function reach({ change }: ChangeLine): readonly number[] {
  if (change.shift === undefined) return []
  return change.kind === 'blocks' ? [change.low, change.shift, change.high] : [change.shift]
}

/** Ticks with room for their labels, the one at zero always among them. */
function ticksWithin(low: number, high: number, toX: (shift: number) => number): readonly number[] {
  const within = TICKS.filter((tick) => Math.log1p(tick) >= low && Math.log1p(tick) <= high)
  const kept: number[] = []
  for (const tick of within.toSorted((a, b) => Math.abs(Math.log1p(a)) - Math.abs(Math.log1p(b)))) {
    if (kept.every((other) => Math.abs(toX(Math.log1p(other)) - toX(Math.log1p(tick))) > 56)) kept.push(tick)
  }
  return kept
}

const tickText = (share: number): string => (share === 0 ? 'no change' : `${share > 0 ? '+' : ''}${Math.round(share * 1000) / 10} %`)

/**
 * Every change with its interval around a line at zero; the band is what is too small to be called a change. Undefined
 * when nothing could be compared.
 */
export function changeChart(sides: readonly ComparedSide[], latencies: readonly ComparedLatency[]): Markup | undefined {
  const lines = changeLines(latencies).filter(({ change }) => change.shift !== undefined)
  if (lines.length === 0) return undefined
  const ends = [...lines.flatMap(reach), Math.log1p(-0.1), Math.log1p(0.1)]
  const [low, high] = [Math.min(...ends) - 0.03, Math.max(...ends) + 0.03]
  const toX = scaleLinear([low, high], [0, PLOT_WIDTH])
  const area: PlotArea = { left: LEFT, top: TOP, width: PLOT_WIDTH, height: lines.length * ROW + 4 }
  const ticks = ticksWithin(low, high, toX).map((share) => ({ at: toX(Math.log1p(share)), label: tickText(share) }))
  const band = [toX(Math.log1p(-MARGIN)), toX(Math.log1p(MARGIN))] as const
  const styles = lineStyles(sides.map(() => ({ diagnostic: false })))
  const zero = round(LEFT + toX(0))
  return picture(
    {
      id: 'changes',
      title: 'Change of each latency against the base',
      description: lines.map((line) => describe(line, sides)).join(' '),
      width: WIDTH,
      height: TOP + area.height + 48,
    },
    [
      html`<rect class="phase-band" x="${round(LEFT + band[0])}" y="${TOP}" width="${round(band[1] - band[0])}"
        height="${area.height}" fill="#8a94a0" fill-opacity="0.14"/>`,
      bottomAxis(area, ticks),
      html`<line x1="${zero}" x2="${zero}" y1="${TOP}" y2="${TOP + area.height}" stroke="currentColor"/>`,
      lines.map((line, row) => drawLine(line, TOP + 2 + row * ROW + ROW / 2, toX, styles[line.side], lines[row - 1])),
      caption(LEFT + PLOT_WIDTH / 2, TOP + area.height + 40, 'middle', 'faster than the base   ←   →   slower'),
    ],
  )
}

const describe = ({ metric, side, change }: ChangeLine, sides: readonly ComparedSide[]): string =>
  `${metric}, ${sides[side]?.name ?? ''} against ${sides[0]?.name ?? ''}: ${changeText(change)}, ${certaintyText(change)}.`

function drawLine(
  { metric, asserted, side, change }: ChangeLine,
  y: number,
  toX: (shift: number) => number,
  style: LineStyle | undefined,
  above: ChangeLine | undefined,
): Content {
  if (style === undefined || change.shift === undefined) return undefined
  const at = (shift: number): number => round(LEFT + toX(shift))
  const bar =
    change.kind === 'blocks'
      ? html`<path d="M${at(change.low)},${y}H${at(change.high)}M${at(change.low)},${y - 4}v8M${at(change.high)},${y - 4}v8"
        stroke-width="1.75"/>`
      : undefined
  const label =
    above?.metric === metric
      ? undefined
      : html`<text class="axis" x="${LEFT - 10}" y="${y + 4}" text-anchor="end" fill="currentColor"
        font-weight="${asserted ? '600' : '400'}">${metric}</text>`
  return html`${label}<g class="${style.className}" stroke="${style.color}">${bar}<path class="marker"
    fill="${style.color}" stroke="none" transform="translate(${at(change.shift)} ${y})"
    d="${markerPath(style, 52)}"><title>${metric}, side ${side + 1}: ${changeText(change)}</title></path></g>`
}
