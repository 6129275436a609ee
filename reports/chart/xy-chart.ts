import { scaleLinear, scaleLog } from 'd3-scale'
import { line } from 'd3-shape'
import { html } from '../html/markup.ts'
import type { Content, Markup } from '../html/markup.ts'
import { markerPath } from './line-style.ts'
import type { LineStyle } from './line-style.ts'
import { logBounds, logTicks } from './log-ticks.ts'
import { bottomAxis, caption, leftAxis, picture, round } from './plot-area.ts'
import type { PlotArea, Tick } from './plot-area.ts'

const WIDTH = 860
const LEFT = 104
const TOP = 14
const RIGHT = 24
const BOTTOM = 50

export interface XyAxis {
  readonly title: string
  readonly scale: 'linear' | 'log'
  readonly format: (value: number) => string
  /** Values that must be on it beside those of the marks. @default [] */
  readonly include?: readonly number[]
  /** Where there may be a tick, in this order of importance, instead of round numbers. */
  readonly ticks?: readonly number[]
  /** Whole numbers only have a tick. @default false */
  readonly whole?: boolean
}

export interface XyPoint {
  readonly x: number
  readonly y: number
  /** What a reader is told who points at it. */
  readonly name: string
}

/** What stands in a chart of two numbers. */
export type XyMark =
  | { readonly kind: 'line'; readonly style: LineStyle; readonly points: readonly Omit<XyPoint, 'name'>[] }
  | { readonly kind: 'points'; readonly style: LineStyle; readonly points: readonly XyPoint[] }
  /** Vertical whiskers. */
  | { readonly kind: 'intervals'; readonly style: LineStyle; readonly points: readonly { readonly x: number; readonly low: number; readonly high: number }[] }
  /** A horizontal line across, with its name at the right. */
  | { readonly kind: 'level'; readonly y: number; readonly name: string; readonly tone: 'soft' | 'bad' }
  /** A vertical line down, with its name at the top. */
  | { readonly kind: 'upright'; readonly x: number; readonly name: string }
  /** Beyond this x nothing is claimed: shaded, with its name at the foot. */
  | { readonly kind: 'beyond'; readonly x: number; readonly name: string }

interface Scale {
  readonly at: (value: number) => number
  readonly ticks: readonly Tick[]
}

function scaleOf({ scale, format, include = [], ticks: chosen, whole = false }: XyAxis, values: readonly number[], range: readonly [number, number], most: number): Scale {
  const all = [...values, ...include].filter(Number.isFinite)
  const [low, high] = [Math.min(...all), Math.max(...all)]
  if (scale === 'log' && low > 0) {
    const bounds = logBounds(low, high)
    const at = scaleLog(bounds, range)
    return { at, ticks: logTicks(bounds[0], bounds[1], most).map((value) => ({ at: at(value), label: format(value) })) }
  }
  const at = scaleLinear(low === high ? [low - 1, high + 1] : [low, high], range)
  if (chosen !== undefined) return { at, ticks: apart(chosen.filter((value) => value >= low && value <= high), at, format) }
  at.nice(most)
  const ticks = at.ticks(most).filter((value) => !whole || Number.isInteger(value))
  return { at, ticks: ticks.map((value) => ({ at: at(value), label: format(value) })) }
}

const LINE_HEIGHT = 18

/** Ticks with room for their labels; the first ones stay. */
function apart(values: readonly number[], at: (value: number) => number, format: XyAxis['format']): readonly Tick[] {
  const kept: Tick[] = []
  for (const value of values) {
    const place = at(value)
    if (kept.every((other) => Math.abs(other.at - place) >= LINE_HEIGHT)) kept.push({ at: place, label: format(value) })
  }
  return kept
}

const xsOf = (mark: XyMark): readonly number[] => {
  if (mark.kind === 'level') return []
  return mark.kind === 'beyond' || mark.kind === 'upright' ? [mark.x] : mark.points.map(({ x }) => x)
}

function ysOf(mark: XyMark): readonly number[] {
  switch (mark.kind) {
    case 'line':
    case 'points':
      return mark.points.map(({ y }) => y)
    case 'intervals':
      return mark.points.flatMap(({ low, high }) => [low, high])
    case 'level':
      return [mark.y]
    case 'upright':
    case 'beyond':
      return []
  }
}

interface Plot {
  readonly x: (value: number) => number
  readonly y: (value: number) => number
  readonly area: PlotArea
}

const group = ({ className, color }: LineStyle, content: Content): Markup =>
  html`<g class="${className}" stroke="${color}" stroke-width="1.75">${content}</g>`

function drawMark(mark: XyMark, { x, y, area }: Plot): Content {
  switch (mark.kind) {
    case 'line': {
      const path = line<Omit<XyPoint, 'name'>>((point) => x(point.x), (point) => y(point.y)).digits(1)([...mark.points]) ?? ''
      return group(mark.style, html`<path d="${path}" stroke-dasharray="${mark.style.dash}" stroke-linejoin="round"/>`)
    }
    case 'points':
      return group(mark.style, mark.points.map((point) => html`<path class="marker" fill="${mark.style.color}" stroke="none"
        transform="translate(${round(x(point.x))} ${round(y(point.y))})" d="${markerPath(mark.style, 46)}"><title>${point.name}</title></path>
`))
    case 'intervals':
      return group(mark.style, mark.points.map(({ x: at, low, high }) => {
        const centre = round(x(at))
        const [from, to] = [round(y(low)), round(y(high))]
        return html`<path d="M${centre},${from}V${to}M${centre - 5},${from}h10M${centre - 5},${to}h10"/>`
      }))
    case 'level':
      return html`<g class="${mark.tone === 'bad' ? 'fault' : 'level'}"><line x1="${area.left}" x2="${area.left + area.width}" y1="${round(y(mark.y))}"
        y2="${round(y(mark.y))}" stroke="${mark.tone === 'bad' ? '#D55E00' : '#566273'}" stroke-dasharray="5 3"/><text class="mark"
        x="${area.left + area.width}" y="${round(y(mark.y) - 4)}" text-anchor="end" fill="currentColor">${mark.name}</text></g>`
    case 'upright': {
      const at = round(x(mark.x))
      // Its name stands on the side that has room.
      const [offset, anchor] = at > area.left + area.width / 2 ? [-5, 'end'] : [5, 'start']
      return html`<g class="level"><line x1="${at}" x2="${at}" y1="${area.top}" y2="${area.top + area.height}" stroke="#566273"
        stroke-dasharray="5 3"/><text class="mark" x="${at + offset}" y="${area.top + 11}" text-anchor="${anchor}"
        fill="currentColor">${mark.name}</text></g>`
    }
    case 'beyond': {
      const from = round(x(mark.x))
      return html`<g class="phase"><rect class="phase-band" x="${from}" y="${area.top}" width="${round(area.left + area.width - from)}"
        height="${area.height}" fill="#8a94a0" fill-opacity="0.14"/><text class="mark" x="${area.left + area.width - 5}" y="${area.top + area.height - 8}"
        text-anchor="end" fill="currentColor">${mark.name}</text></g>`
    }
  }
}

/**
 * Marks over two numeric axes. Undefined when no mark has a place.
 * @param of `id` is unique in the document, a plain word; `description` says in words what the picture shows
 */
export function xyChart(
  of: { readonly id: string; readonly title: string; readonly description: string; readonly height?: number },
  axes: { readonly x: XyAxis; readonly y: XyAxis },
  marks: readonly XyMark[],
): Markup | undefined {
  const { height = 320, ...named } = of
  const area: PlotArea = { left: LEFT, top: TOP, width: WIDTH - LEFT - RIGHT, height: height - TOP - BOTTOM }
  const [xs, ys] = [marks.flatMap(xsOf), marks.flatMap(ysOf)]
  if (xs.length === 0 || ys.length === 0) return undefined
  const across = scaleOf(axes.x, xs, [0, area.width], 14)
  const up = scaleOf(axes.y, ys, [area.height, 0], 8)
  const plot: Plot = { x: (value) => area.left + across.at(value), y: (value) => area.top + up.at(value), area }
  return picture({ ...named, width: WIDTH, height }, [
    bottomAxis(area, across.ticks),
    leftAxis(area, up.ticks),
    caption(area.left + area.width / 2, height - 8, 'middle', axes.x.title),
    html`<g transform="rotate(-90)">${caption(-(area.top + area.height / 2), 14, 'middle', axes.y.title)}</g>`,
    marks.map((mark) => drawMark(mark, plot)),
  ])
}
