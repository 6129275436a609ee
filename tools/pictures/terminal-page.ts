import xterm from '@xterm/headless'
import type { IBufferCell, IBufferLine } from '@xterm/headless'
import { html, raw, render } from '../../reports/html/markup.ts'
import type { Markup } from '../../reports/html/markup.ts'
import type { TerminalSize } from './record-terminal.ts'

/** The sixteen colours of a terminal, dark. */
const PALETTE = [
  '#1b2128', '#ff8272', '#7fd992', '#f2c94c', '#74b4ff', '#d59bf6', '#66d9e8', '#d5dbe3',
  '#7d8896', '#ffa198', '#9be9a8', '#f8dc75', '#9ecbff', '#e2b8ff', '#8ee9f5', '#ffffff',
] as const
const [INK, PAGE] = ['#d5dbe3', '#12161c']

const STYLE = `
body { margin: 0; background: ${PAGE}; }
#frame { display: inline-block; background: ${PAGE}; border-radius: 10px; overflow: hidden; }
#bar { height: 2.1rem; background: #1f262e; display: flex; align-items: center; gap: .5rem; padding: 0 .9rem; }
#bar i { width: .75rem; height: .75rem; border-radius: 50%; background: #3d4753; }
pre { margin: 0; padding: 1rem 1.2rem 1.2rem; color: ${INK}; font: 14px/1.42 "DejaVu Sans Mono", "Liberation Mono", monospace; }
`

interface Look {
  readonly color: string
  readonly background: string
  readonly bold: boolean
  readonly dim: boolean
}

function lookOf(cell: IBufferCell): Look {
  const color = cell.isFgPalette() ? (PALETTE[cell.getFgColor()] ?? INK) : INK
  const background = cell.isBgPalette() ? (PALETTE[cell.getBgColor()] ?? PAGE) : PAGE
  const inverse = cell.isInverse() !== 0
  return {
    color: inverse ? background : color,
    background: inverse ? color : background,
    bold: cell.isBold() !== 0,
    dim: cell.isDim() !== 0,
  }
}

const span = (text: string, { color, background, bold, dim }: Look): Markup =>
  html`<span style="color:${color};background:${background};font-weight:${bold ? 700 : 400};opacity:${dim ? 0.65 : 1}">${text}</span>`

/** Neighbours that look alike become one span. */
function lineOf(line: IBufferLine): Markup {
  const spans: { text: string; look: Look }[] = []
  const length = line.translateToString(true).length
  for (let column = 0; column < length; column++) {
    const cell = line.getCell(column)
    if (!cell || cell.getWidth() === 0) continue
    const [text, look] = [cell.getChars() || ' ', lookOf(cell)]
    const last = spans.at(-1)
    if (last && JSON.stringify(last.look) === JSON.stringify(look)) last.text += text
    else spans.push({ text, look })
  }
  return html`${spans.map(({ text, look }) => span(text, look))}${raw('\n')}`
}

/**
 * What a terminal shows after everything was written to it, as an HTML document: interpreted by the emulator of xterm.js,
 * so that what was painted over is gone.
 * @param prompt the line that the user typed, shown first
 */
export async function terminalPage(written: string, prompt: string, { columns, rows }: TerminalSize): Promise<string> {
  const terminal = new xterm.Terminal({ cols: columns, rows, scrollback: 5000, allowProposedApi: true })
  await new Promise<void>((resolve) => terminal.write(`\u001b[1m$ ${prompt}\u001b[0m\r\n${written}`, resolve))
  const { active } = terminal.buffer
  const lines = Array.from({ length: active.length }, (_, i) => active.getLine(i)).filter((line) => line !== undefined)
  const last = lines.findLastIndex((line) => line.translateToString(true) !== '')
  return render(html`<!doctype html><html lang="en"><head><meta charset="utf-8"><title>terminal</title>
<style>${raw(STYLE)}</style></head><body><div id="frame"><div id="bar"><i></i><i></i><i></i></div><pre>${lines
    .slice(0, last + 1)
    .map(lineOf)}</pre></div></body></html>`)
}
