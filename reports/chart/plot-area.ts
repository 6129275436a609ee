import { html } from '../html/markup.ts'
import type { Content, Markup } from '../html/markup.ts'

/** Place of a plot inside its SVG, in user units. */
export interface PlotArea {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

/** A tick of an axis: where, and what stands there; a tick without a label is only a grid line. */
export interface Tick {
  readonly at: number
  readonly label: string
}

/** Coordinates with a tenth of a unit: enough for any screen, and the same text on every machine. */
export const round = (value: number): number => Math.round(value * 10) / 10

const axisText = (x: number, y: number, anchor: string, label: string): Markup =>
  html`<text class="axis" x="${round(x)}" y="${round(y)}" text-anchor="${anchor}" fill="currentColor">${label}</text>`

const gridLine = (x1: number, y1: number, x2: number, y2: number): Markup =>
  html`<line class="grid" x1="${round(x1)}" y1="${round(y1)}" x2="${round(x2)}" y2="${round(y2)}" stroke="#8a94a0"
    stroke-opacity="0.35"/>`

/** Vertical grid lines with their labels beneath. `at` are positions in user units. */
export const bottomAxis = ({ left, top, height }: PlotArea, ticks: readonly Tick[], labels = true): Content =>
  ticks.map(({ at, label }) => [
    gridLine(left + at, top, left + at, top + height),
    labels && label !== '' ? axisText(left + at, top + height + 18, 'middle', label) : undefined,
  ])

/** Horizontal grid lines with their labels on the left. */
export const leftAxis = ({ left, top, width }: PlotArea, ticks: readonly Tick[]): Content =>
  ticks.map(({ at, label }) => [
    gridLine(left, top + at, left + width, top + at),
    label === '' ? undefined : axisText(left - 8, top + at + 4, 'end', label),
  ])

/** The name of an axis or panel. */
export const caption = (x: number, y: number, anchor: 'start' | 'middle' | 'end', text: string): Markup =>
  html`<text class="caption" x="${round(x)}" y="${round(y)}" text-anchor="${anchor}" fill="currentColor">${text}</text>`

/**
 * A picture with its name and a description in words. Presentation attributes carry it where style sheets are blocked.
 * @param id unique in the document, a plain word
 */
export function picture(
  of: {
    readonly id: string
    readonly title: string
    readonly description: string
    readonly width: number
    readonly height: number
  },
  content: Content,
): Markup {
  const { id, title, description, width, height } = of
  return html`<svg xmlns="http://www.w3.org/2000/svg" class="chart" role="img"
    aria-labelledby="${id}-title ${id}-desc" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}"
    font-family="system-ui, sans-serif" font-size="12" fill="none">
<title id="${id}-title">${title}</title>
<desc id="${id}-desc">${description}</desc>
${content}
</svg>`
}
