import type { Mark } from '../../harness/model/run-record.ts'
import { html } from '../html/markup.ts'
import type { Content } from '../html/markup.ts'
import { printable } from '../text/printable.ts'
import { round } from './plot-area.ts'

const ROW = 16
const LETTER = 6.6

interface PlacedMark extends Mark {
  readonly from: number
  readonly to: number
  readonly row: number
  /** Whether its label stands left of it, as there is no room on the right. */
  readonly turned: boolean
}

/** Marks with their stretch of the axis, each on the first row where its label runs into no other. */
export function placeMarks(marks: readonly Mark[], end: number, toX: (at: number) => number): readonly PlacedMark[] {
  const phases = marks.filter(({ kind }) => kind === 'phase')
  const free: number[] = []
  const edge = toX(end)
  return marks
    .toSorted((a, b) => a.at - b.at)
    .map((mark) => {
      const nextPhase = phases.find(({ at }) => at > mark.at)?.at ?? end
      const until = mark.kind === 'phase' ? nextPhase : (mark.until ?? mark.at)
      const from = toX(Math.min(mark.at, end))
      const width = 10 + LETTER * printable(mark.label, 40).length
      const turned = from + width > edge && from > width
      const start = turned ? from - width : from
      const found = free.findIndex((taken) => taken <= start)
      const row = found === -1 ? free.length : found
      free[row] = start + width
      return { ...mark, from, to: toX(Math.min(until, end)), row, turned }
    })
}

/** Height that the labels of placed marks take. */
export const marksHeight = (marks: readonly PlacedMark[]): number =>
  marks.reduce((rows, { row }) => Math.max(rows, row + 1), 0) * ROW

/** Bands and lines of marks over the height of all panels, labels on top. The longest phase stays unshaded. */
export function drawMarks(marks: readonly PlacedMark[], left: number, bottom: number): Content {
  const phases = marks.filter(({ kind }) => kind === 'phase')
  const longest = phases.reduce((most, { from, to }) => Math.max(most, to - from), 0)
  return marks.map(({ kind, label, from, to, row, turned }) => {
    const x = round(left + from)
    const top = row * ROW
    const fault = kind !== 'phase'
    const shaded = fault ? to > from : to - from < longest
    const width = round(Math.max(0, to - from))
    const band = shaded
      ? html`<rect class="${fault ? 'fault-band' : 'phase-band'}" x="${x}" y="${top}" width="${width}"
        height="${bottom - top}" fill="${fault ? '#D55E00' : '#8a94a0'}" fill-opacity="0.14"/>`
      : undefined
    return html`<g class="${fault ? 'fault' : 'phase'}">${band}<line x1="${x}" x2="${x}" y1="${top}" y2="${bottom}"
      stroke="${fault ? '#D55E00' : '#8a94a0'}" stroke-width="${fault ? 2 : 1}"
      stroke-dasharray="${fault ? '5 3' : 'none'}"/><text class="mark" x="${turned ? x - 5 : x + 5}" y="${top + 12}"
      text-anchor="${turned ? 'end' : 'start'}" fill="currentColor">${fault ? '⚡ ' : ''}${printable(label, 40)}</text></g>`
  })
}
