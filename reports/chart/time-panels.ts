import { scaleLinear, scaleLog } from 'd3-scale'
import { line } from 'd3-shape'
import type { Mark } from '../../harness/model/run-record.ts'
import { html } from '../html/markup.ts'
import type { Content, Markup } from '../html/markup.ts'
import type { LineStyle } from './line-style.ts'
import { logBounds, logTicks } from './log-ticks.ts'
import { bottomAxis, caption, leftAxis, picture } from './plot-area.ts'
import type { PlotArea, Tick } from './plot-area.ts'
import { thinOut } from './thin-out.ts'
import type { TimedValue } from './thin-out.ts'
import { drawMarks, marksHeight, placeMarks } from './time-marks.ts'

const WIDTH = 860
const LEFT = 70
const PLOT_WIDTH = WIDTH - LEFT - 24
const GAP = 30
const MOST_POINTS = 600

/** Lines over time in one plot. */
export interface TimePanel {
  readonly title: string
  readonly height: number
  readonly scale: 'linear' | 'log'
  readonly format: (value: number) => string
  readonly lines: readonly { readonly style: LineStyle; readonly points: readonly TimedValue[] }[]
}

interface ValueScale {
  readonly y: (value: number) => number
  readonly ticks: readonly Tick[]
}

function valueScale({ lines, scale, height, format }: TimePanel): ValueScale {
  const values = lines.flatMap(({ points }) => points.flatMap(({ value }) => (value === undefined ? [] : [value])))
  const high = values.reduce((most, value) => Math.max(most, value), 0)
  if (scale === 'log' && high > 0) {
    const least = values.reduce((low, value) => Math.min(low, value), high)
    const [bottom, top] = logBounds(Math.max(1, least), Math.max(1, high))
    const y = scaleLog([bottom, top], [height, 0])
    const ticks = logTicks(bottom, top, height / 22).map((value) => ({ at: y(value), label: format(value) }))
    return { y: (value) => y(Math.max(bottom, value)), ticks }
  }
  const y = scaleLinear([0, high > 0 ? high : 1], [height, 0]).nice(4)
  return { y, ticks: y.ticks(Math.max(2, height / 32)).map((value) => ({ at: y(value), label: format(value) })) }
}

const clock = (seconds: number): string =>
  seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, '0')}`

function timeTicks(end: number, toX: (at: number) => number): readonly Tick[] {
  const step =
    [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200].find((one) => end / one <= 12) ??
    Math.ceil(end / 12)
  return Array.from({ length: Math.floor(end / step) + 1 }, (_, i) => ({ at: toX(i * step), label: clock(i * step) }))
}

function drawPanel(
  panel: TimePanel,
  area: PlotArea,
  toX: (at: number) => number,
  ticks: readonly Tick[],
  last: boolean,
): Content {
  const { y, ticks: valueTicks } = valueScale(panel)
  const path = line<TimedValue>(
    ({ at }) => area.left + toX(at),
    ({ value }) => area.top + y(value ?? 0),
  )
    .defined(({ value }) => value !== undefined)
    .digits(1)
  return [
    bottomAxis(area, ticks, last),
    leftAxis(area, valueTicks),
    caption(area.left, area.top - 7, 'start', panel.title),
    panel.lines.map(
      ({ style, points }) =>
        html`<path class="${style.className}" d="${path(thinOut(points, MOST_POINTS)) ?? ''}"
          stroke="${style.color}" stroke-width="1.75" stroke-dasharray="${style.dash}" stroke-linejoin="round"
          stroke-linecap="round"/>`,
    ),
  ]
}

/** Panels above each other on one axis of time, with the phases and faults of the run across all of them. */
export function timePanels(
  of: { readonly id: string; readonly title: string; readonly description: string },
  panels: readonly TimePanel[],
  marks: readonly Mark[],
  end: number,
): Markup {
  const toX = scaleLinear([0, Math.max(1, end)], [0, PLOT_WIDTH])
  const placed = placeMarks(marks, end, toX)
  const ticks = timeTicks(Math.max(1, end), toX)
  let top = marksHeight(placed)
  const drawn = panels.map((panel, i) => {
    const area = { left: LEFT, top: top + GAP, width: PLOT_WIDTH, height: panel.height }
    top = area.top + panel.height
    return drawPanel(panel, area, toX, ticks, i === panels.length - 1)
  })
  return picture({ ...of, width: WIDTH, height: top + 48 }, [
    drawMarks(placed, LEFT, top),
    drawn,
    caption(LEFT + PLOT_WIDTH / 2, top + 40, 'middle', 'time since the start of the run'),
  ])
}
