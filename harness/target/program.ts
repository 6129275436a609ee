import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as delay } from 'node:timers/promises'
import type { RunNotes } from '../lifecycle/run-notes.ts'
import type { LogCapture } from './log-capture.ts'
import { TargetError } from './target-error.ts'

/** A program in a process group of its own, so that a terminal's Ctrl-C spares it and its children go with it. */
export interface Program {
  readonly pid: number
  isRunning(): boolean
  /** Settles when it has ended and its last words are in the log. Never rejects. */
  readonly ended: Promise<{ readonly code: number | null; readonly signal: NodeJS.Signals | null }>
  /** Sends a signal to the whole group, if it is still there. */
  kill(signal: NodeJS.Signals): void
}

export interface ProgramOptions {
  /** What it is, for messages and notes. */
  readonly title: string
  readonly folder: string
  readonly environment: Readonly<Record<string, string>>
  readonly log: LogCapture
  readonly notes: RunNotes
}

/** How long a child that was left behind may hold the output open after the program's end. */
const LAST_WORDS_MS = 1000

/** Starts a program. @throws TargetError `not-started` when it cannot be run */
export async function startProgram(command: readonly string[], options: ProgramOptions): Promise<Program> {
  const { title, folder, environment, log, notes } = options
  const [file = '', ...parameters] = command
  const child = spawn(file, parameters, { cwd: folder, env: environment, detached: true, stdio: ['ignore', 'pipe', 'pipe'] })
  const streams = [capture(child.stdout, log), capture(child.stderr, log)]
  const pid = await startedPid(child, title, file, folder)
  const note = notes.process(pid, title)
  const kill = (signal: NodeJS.Signals): void => killGroup(pid, signal)
  const isRunning = (): boolean => child.exitCode === null && child.signalCode === null
  return { pid, kill, isRunning, ended: waitForEnd(child, streams, kill, note) }
}

async function startedPid(child: ChildProcess, title: string, file: string, folder: string): Promise<number> {
  try {
    if (child.pid === undefined) await once(child, 'spawn')
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause)
    throw new TargetError('not-started', `Cannot start ${title} as "${file}" must be a program that can be run in "${folder}": ${code}`, { cause })
  }
  // Later errors are of signals that were not delivered: the end is seen by its event.
  child.on('error', () => undefined)
  return child.pid ?? 0
}

async function waitForEnd(
  child: ChildProcess,
  streams: readonly Promise<void>[],
  kill: (signal: NodeJS.Signals) => void,
  note: Disposable,
): Promise<{ code: number | null; signal: NodeJS.Signals | null }> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
  kill('SIGKILL')
  await Promise.race([Promise.all(streams), delay(LAST_WORDS_MS, undefined, { ref: false })])
  child.stdout?.destroy()
  child.stderr?.destroy()
  note[Symbol.dispose]()
  return { code: child.exitCode, signal: child.signalCode }
}

function capture(stream: NodeJS.ReadableStream, log: LogCapture): Promise<void> {
  const sink = log.openStream()
  stream.on('data', (chunk: Buffer) => sink.write(chunk))
  return new Promise((resolve) => {
    stream.once('close', () => {
      sink.end()
      resolve()
    })
    stream.once('error', () => undefined)
  })
}

function killGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal)
  } catch (error) {
    // ESRCH: nobody is left. EPERM: on some systems a group of zombies only.
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    if (code !== 'ESRCH' && code !== 'EPERM') throw error
  }
}
