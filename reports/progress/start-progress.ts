import { DefaultRenderer, Listr, ListrLogger, PRESET_TIMER, ProcessOutput, SimpleRenderer } from 'listr2'
import type { ListrRendererFactory, ListrTask } from 'listr2'
import { printable } from '../text/printable.ts'
import { formatSeconds } from '../text/units.ts'
import type { ProgressStep } from './progress-step.ts'
import { createGate } from './step-gate.ts'
import type { StepGate } from './step-gate.ts'

/** Where a step stands. */
export interface Standing {
  /** Behind the title of the step: how far it has come. */
  readonly stand?: string | undefined
  /** What it is at. */
  readonly text?: string | undefined
}

/** Progress of one command: steps that follow each other. */
export interface StartedProgress {
  /** Ends the step that is going on and begins another one, by its index; those between are skipped. */
  begin(step: number): void
  /** Tells where the step stands, in place of what was told before. */
  update(standing: Standing): void
  /** Adds a line beneath a step that has notes. */
  note(line: string): void
  /** Ends the step that is going on and gives the terminal back. Does nothing the second time. */
  end(how?: 'done' | 'stopped'): Promise<void>
}

export interface ProgressOptions {
  readonly steps: readonly ProgressStep[]
  /** @default standard error, so that standard output holds nothing but the result */
  readonly stream?: NodeJS.WriteStream
  /** Shows nothing. @default false */
  readonly quiet?: boolean
  /** Repaints the steps, or adds lines. @default lines in CI and where the stream is no terminal that can */
  readonly style?: 'repaint' | 'lines'
  /** Least seconds between two lines about where a step stands. @default 5 */
  readonly linesEverySeconds?: number
  /** Milliseconds now. @default performance.now */
  readonly now?: () => number
}

const SILENT: StartedProgress = { begin() {}, update() {}, note() {}, end: async () => {} }

/**
 * Shows the steps of a command as a list that is ticked off on a terminal, as plain lines elsewhere. NO_COLOR is
 * honoured. It repaints when it is told something and never by a clock, as the thread that shows also measures.
 */
export function startProgress(options: ProgressOptions): StartedProgress {
  const { steps, stream = process.stderr, quiet = false, linesEverySeconds = 5, now = () => performance.now() } = options
  const { style = isRepaintable(stream) ? 'repaint' : 'lines' } = options
  if (quiet) return SILENT
  const gates = steps.map(createGate)
  const list = startList(gates, stream, style)
  const show = style === 'repaint' ? repaint : addLines(linesEverySeconds * 1000, now)
  let [current, ended, left] = [-1, false, false]
  const endStep = (how: 'done' | 'stopped'): void => gates[current]?.settle(how)
  return {
    begin(step) {
      if (ended || step <= current) return
      endStep('done')
      for (const skipped of gates.slice(current + 1, step)) skipped.settle('skipped')
      current = step
      gates[current]?.open()
    },
    update: (standing) => withStep(gates[current], (gate) => show(gate, standing)),
    note: (line) => withStep(gates[current], (gate) => gate.print(printable(line))),
    async end(how = 'done') {
      if (!ended) {
        ended = true
        endStep(how)
        for (const gate of gates) gate.settle('skipped')
      }
      await list
      if (style === 'repaint' && !left) stream.write('\n')
      left = true
    },
  }
}

const isRepaintable = (stream: NodeJS.WriteStream): boolean =>
  // A terminal without a size, as some containers have, has no room to repaint in.
  stream.isTTY && stream.columns > 0 && process.env['TERM'] !== 'dumb' && !process.env['CI']

const withStep = (gate: StepGate | undefined, act: (gate: StepGate) => void): void => {
  if (gate) act(gate)
}

const joined = (parts: readonly (string | undefined)[]): string =>
  printable(parts.filter((part) => part !== undefined && part !== '').join('  '))

/** A step with notes has its standing in one line, as what is beneath it stays. */
function repaint(gate: StepGate, { stand, text }: Standing): void {
  gate.retitle(joined([gate.step.title, stand, ...(gate.step.notes ? [text] : [])]))
  if (!gate.step.notes && text !== undefined) gate.print(printable(text))
}

function addLines(everyMs: number, now: () => number): (gate: StepGate, standing: Standing) => void {
  let last: { readonly gate: StepGate; readonly at: number } | undefined
  return (gate, { stand, text }) => {
    // A little early is on time: what is told once a second is not to wait for the sixth.
    const isDue = last === undefined || last.gate !== gate || now() - last.at >= everyMs - 250
    if (!isDue) return
    last = { gate, at: now() }
    gate.print(joined([stand, text]))
  }
}

const TIMER = { ...PRESET_TIMER, field: (ms: number | undefined): string => formatSeconds(Math.round((ms ?? 0) / 100) / 10) }

/** Resolves when all steps are settled, whatever became of them: how the command ended is not the list's to say. */
async function startList(gates: readonly StepGate[], stream: NodeJS.WriteStream, style: 'repaint' | 'lines'): Promise<void> {
  const logger = new ListrLogger<string>({
    useIcons: true,
    processOutput: new ProcessOutput(stream, stream, { dump: ['stderr'], leaveEmptyLine: false }),
  })
  const tasks = gates.map((gate): ListrTask<unknown, ListrRendererFactory, ListrRendererFactory> => ({
    title: gate.step.title,
    skip: () => gate.isSkipped(),
    task: (_context, handle) => gate.run(handle),
    rendererOptions: {
      persistentOutput: gate.step.notes ?? false,
      outputBar: gate.step.notes ? Number.POSITIVE_INFINITY : true,
    },
  }))
  const list = new Listr(tasks, {
    concurrent: false,
    // Ctrl-C is the business of the command.
    registerSignalListeners: false,
    forceTTY: style === 'repaint',
    renderer: style === 'repaint' ? DefaultRenderer : SimpleRenderer,
    rendererOptions: { lazy: true, showErrorMessage: false, formatOutput: 'truncate', timer: TIMER, logger },
  })
  await list.run().catch(() => {})
}
