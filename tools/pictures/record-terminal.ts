import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A command that runs in a terminal of its own; it is hung up when it is disposed of. */
export interface RecordedTerminal extends AsyncDisposable {
  /** What it wrote so far, escapes included. */
  text(): string
  /** Presses Ctrl-C. */
  interrupt(): void
  /** Everything that it wrote. */
  readonly ended: Promise<string>
}

export interface TerminalSize {
  readonly columns: number
  readonly rows: number
}

const quote = (argument: string): string => `'${argument.replaceAll("'", `'\\''`)}'`

/**
 * Runs a command in a pseudo-terminal, by `script` of util-linux.
 * @throws Error when there is no such program; `ended` rejects when the command fails to start
 */
export function recordTerminal(command: readonly string[], { columns, rows }: TerminalSize): RecordedTerminal {
  const folder = mkdtempSync(join(tmpdir(), 'callstorm-terminal-'))
  const file = join(folder, 'typescript')
  const line = `stty cols ${columns} rows ${rows}; exec ${command.map(quote).join(' ')}`
  // Colours as a user has them: no variable of a CI job is passed on.
  const { CI: _ci, NO_COLOR: _noColor, ...environment } = process.env
  const child = spawn('script', ['--quiet', '--return', '--flush', '--command', line, file], {
    stdio: ['pipe', 'ignore', 'inherit'],
    env: { ...environment, TERM: 'xterm-256color' },
  })
  // The file is there once the terminal is; its first and last lines are those of `script` itself.
  const text = (): string =>
    (existsSync(file) ? readFileSync(file, 'utf8') : '')
      .replace(/^Script started on .*\n/, '')
      .replace(/\nScript done on .*\n*$/, '\n')
  const ended = new Promise<string>((resolve, reject) => {
    child.on('error', (cause) => reject(new Error('Cannot record a terminal as `script` of util-linux must be there', { cause })))
    child.on('close', () => resolve(text()))
  }).finally(() => rmSync(folder, { recursive: true }))
  return {
    text,
    interrupt: () => child.stdin?.write('\u0003'),
    ended,
    [Symbol.asyncDispose]: async () => {
      // The terminal hangs up, and so does what runs in it.
      child.kill('SIGHUP')
      await ended.catch(() => {})
    },
  }
}
