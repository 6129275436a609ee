import type { ProgressSnapshot } from '../harness/model/progress.ts'
import { paintFor } from './text/paint.ts'
import type { Paint } from './text/paint.ts'
import { clip } from './text/text-table.ts'
import { formatCount, formatRate, formatSeconds, formatUs } from './text/units.ts'

/** Where progress is shown: standard error, or anything like it. */
export interface ProgressStream {
  write(text: string): unknown
  readonly isTTY?: boolean | undefined
  readonly columns?: number | undefined
}

export interface ProgressOptions {
  readonly stream: ProgressStream
  /** Shows nothing. @default false */
  readonly quiet?: boolean
  /** Repaints a block of lines; otherwise single lines are added. @default whether the stream is a terminal that can */
  readonly repaint?: boolean
  /** ANSI colours, only when repainting. @default unless NO_COLOR is set */
  readonly color?: boolean
  /** Seconds of the run between two plain lines. @default 5 */
  readonly plainEverySeconds?: number
}

/** Progress of one run. */
export interface StartedProgress {
  update(snapshot: ProgressSnapshot): void
  /** Takes the block away, so that what is printed next stands in its place. Does nothing the second time. */
  end(): void
}

const BAR = 28

/** A rate in a fixed width, so that what follows it does not jump. */
const figure = (perSecond: number): string => formatRate(perSecond).padStart(8)

function lengthText({ elapsedSeconds, totalSeconds }: ProgressSnapshot): string {
  return `${formatSeconds(Math.floor(elapsedSeconds))} of ${formatSeconds(totalSeconds)}`
}

const p99Text = ({ p99 }: ProgressSnapshot): string =>
  p99 === undefined ? 'p99 –' : `p99 ${p99.title} ${formatUs(p99.us)}`

/** The block of a snapshot, each line cut to the width of the terminal. */
export function progressBlock(snapshot: ProgressSnapshot, width: number, paint: Paint): readonly string[] {
  const { phase, elapsedSeconds, totalSeconds, callsPerSecond, eventsPerSecond, framesPerSecond, lost } = snapshot
  const share = totalSeconds > 0 ? Math.min(1, Math.max(0, elapsedSeconds / totalSeconds)) : 1
  const filled = Math.round(share * BAR)
  const bar = '█'.repeat(filled) + '░'.repeat(BAR - filled)
  const lostText = `lost ${formatCount(lost)}`
  return [
    paint.bold(clip(`${phase.padEnd(10)} ${bar} ${lengthText(snapshot)}`, width)),
    clip(
      `calls ${figure(callsPerSecond)}   events ${figure(eventsPerSecond)}   frames ${figure(framesPerSecond)}`,
      width,
    ),
    `${clip(p99Text(snapshot), width - lostText.length - 3)}   ${lost > 0 ? paint.tone('bad', lostText) : lostText}`,
  ]
}

/** A snapshot as one plain line. */
export function progressLine(snapshot: ProgressSnapshot): string {
  const { phase, callsPerSecond, eventsPerSecond, framesPerSecond, lost } = snapshot
  return [
    `${phase}, ${lengthText(snapshot)}:`,
    `${formatRate(callsPerSecond)} calls, ${formatRate(eventsPerSecond)} events,`,
    `${formatRate(framesPerSecond)} frames,`,
    `${p99Text(snapshot)}, lost ${formatCount(lost)}`,
  ].join(' ')
}

const eraseLines = (count: number): string => (count === 0 ? '' : `\u001b[${count}A\r\u001b[J`)

function startBlock(stream: ProgressStream, paint: Paint): StartedProgress {
  let painted = 0
  return {
    update(snapshot) {
      // One column less than the terminal has: some wrap when the last one is written.
      const lines = progressBlock(snapshot, Math.max(20, (stream.columns ?? 80) - 1), paint)
      stream.write(`${eraseLines(painted)}${lines.join('\n')}\n`)
      painted = lines.length
    },
    end() {
      if (painted > 0) stream.write(eraseLines(painted))
      painted = 0
    },
  }
}

function startLines(stream: ProgressStream, everySeconds: number): StartedProgress {
  let last: ProgressSnapshot | undefined
  return {
    update(snapshot) {
      const due = last === undefined || snapshot.elapsedSeconds - last.elapsedSeconds >= everySeconds - 0.25
      if (!due && snapshot.phase === last?.phase) return
      last = snapshot
      stream.write(`${progressLine(snapshot)}\n`)
    },
    end() {},
  }
}

/** Shows how a run goes on: a block that repaints on a terminal, otherwise a line now and then. */
export function startProgress(options: ProgressOptions): StartedProgress {
  const { stream, quiet = false, plainEverySeconds = 5 } = options
  const { repaint = stream.isTTY === true && process.env['TERM'] !== 'dumb' } = options
  const { color = process.env['NO_COLOR'] === undefined } = options
  if (quiet) return { update() {}, end() {} }
  return repaint ? startBlock(stream, paintFor(color)) : startLines(stream, plainEverySeconds)
}
