import { type Command, InvalidArgumentError } from 'commander'
import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { startProgress } from '../../reports/progress/start-progress.ts'
import { formatBytes, formatCount } from '../../reports/text/units.ts'
import { readTextFile, WRITTEN_BY_HAND } from '../lifecycle/read-text-file.ts'
import { trapSignals } from '../lifecycle/signals.ts'
import { EXIT } from '../model/verdict.ts'
import { createPseudonymiser } from '../trace/pseudonyms/pseudonymise-event.ts'
import { recordTrace } from '../trace/record-trace.ts'
import type { TraceEnd } from '../trace/trace-format.ts'
import { parseInteger, parseLength } from './parse-option.ts'
import { UsageError } from './usage-error.ts'

interface RecordOptions {
  readonly esl: { readonly host: string; readonly port: number }
  readonly out: string
  readonly passwordFile?: string
  readonly events: string
  readonly duration?: number
  readonly maxEvents?: number
  readonly maxBytes: number
  readonly keepPrefix: number
  readonly keepIdentities?: boolean
  readonly quiet?: boolean
}

/** Where the password is looked for when no file is named. */
const PASSWORD_VARIABLE = 'CALLSTORM_ESL_PASSWORD'
const DEFAULT_PASSWORD = 'ClueCon'
const KEY_OCTETS = 32
/** A recording may take a day: where lines are added there are not to be many. */
const LINES_EVERY_S = 60

const EXAMPLE = `
Examples:
  $ callstorm record --esl 10.1.2.3:8021 --password-file ./esl-password --out monday.trace.gz --duration 1h
  $ callstorm run --trace monday.trace.gz --speed 10

Numbers, names, addresses and texts are replaced by others of the same format unless --keep-identities is given.
Ctrl-C is the ordinary way to end a recording: what was recorded until then is whole.

Exit codes: 0 recorded, 2 recorded until the connection ended, 3 broken, 64 usage`

/** `callstorm record`: the event stream of a live FreeSWITCH in a file, to be replayed by `run --trace`. */
export function registerRecord(program: Command): void {
  program
    .command('record')
    .description('record the events of a live FreeSWITCH, identities replaced, for `run --trace`')
    .requiredOption('--esl <host:port>', 'Event Socket of the FreeSWITCH', parseAddress)
    .requiredOption('--out <file>', 'trace file to create (docs/trace.md)')
    .option('--password-file <file>', `file with the password (default: $${PASSWORD_VARIABLE}, then "${DEFAULT_PASSWORD}")`)
    .option('--events <names>', 'events to subscribe to, as the command `event` takes them', parseEvents, 'ALL')
    .option('--duration <time>', 'end after that time', parseLength)
    .option('--max-events <n>', 'end after so many events', parseInteger(1, Number.MAX_SAFE_INTEGER))
    .option('--max-bytes <size>', 'end when the file has about that size, such as 500MB', parseSize, parseSize('1GB'))
    .option('--keep-prefix <digits>', 'leading digits of telephone numbers that stay', parseInteger(0, 12), 0)
    .option('--keep-identities', 'record numbers, names and addresses as they are')
    .option('--quiet', 'print nothing but errors')
    .addHelpText('after', EXAMPLE)
    .action(async (options: RecordOptions) => {
      process.exitCode = await executeRecord(options, program.version() ?? '')
    })
}

async function executeRecord(options: RecordOptions, version: string): Promise<number> {
  if (existsSync(options.out)) {
    throw new UsageError(`Cannot record to ${JSON.stringify(options.out)} as the file must not exist yet`)
  }
  using trap = trapSignals()
  const { host, port } = options.esl
  const steps = [{ title: `Record ${host.includes(':') ? `[${host}]` : host}:${port}, Ctrl-C ends it` }]
  const progress = startProgress({ steps, quiet: options.quiet ?? false, linesEverySeconds: LINES_EVERY_S })
  progress.begin(0)
  const end = await recordTrace({
    ...options.esl,
    password: readPassword(options.passwordFile),
    path: options.out,
    events: options.events,
    limits: { seconds: options.duration, events: options.maxEvents, bytes: options.maxBytes },
    // The key is kept nowhere, so that nobody can try numbers against the trace.
    pseudonymise: options.keepIdentities === true ? undefined : createPseudonymiser(randomBytes(KEY_OCTETS), options.keepPrefix),
    version,
    signal: trap.signal,
    onProgress: ({ events, bytes }) => {
      progress.update({ stand: `${formatCount(events)} events`, text: formatBytes(bytes) })
    },
  }).catch(async (error: unknown) => {
    await progress.end('stopped')
    throw asUsage(error, options.out)
  })
  await progress.end()
  if (options.quiet !== true) process.stderr.write(`${describeEnd(end)} in ${options.out}\n`)
  return end.reason === 'disconnected' ? EXIT.unverified : EXIT.pass
}

/** A file that cannot be made is misuse; everything else stays what it is. */
function asUsage(error: unknown, path: string): unknown {
  if (!(error instanceof Error && 'syscall' in error && error.syscall === 'open')) return error
  return new UsageError(`Cannot record to ${JSON.stringify(path)} as it must be a file that can be made: ${error.message}`, { cause: error })
}

const REASONS: Readonly<Record<TraceEnd['reason'], string>> = {
  stopped: 'stopped by you',
  duration: 'the time was over',
  events: 'so many events were wanted',
  bytes: 'the file had its size',
  disconnected: 'the FreeSWITCH ended the connection',
}

function describeEnd({ events, us, reason, unreadable }: TraceEnd): string {
  const lost = unreadable > 0 ? `, ${unreadable} could not be read` : ''
  return `${events} events of ${(us / 1e6).toFixed(1)} s (${REASONS[reason]}${lost})`
}

function readPassword(file: string | undefined): string {
  if (file === undefined) return process.env[PASSWORD_VARIABLE] ?? DEFAULT_PASSWORD
  try {
    return readTextFile(file, WRITTEN_BY_HAND).replace(/\r?\n$/, '')
  } catch (cause) {
    throw new UsageError(`Cannot read the password as "${file}" must be a readable file`, { cause })
  }
}

function parseAddress(text: string): RecordOptions['esl'] {
  const [, bracketed, plain, digits] = /^(?:\[([0-9a-fA-F:.]+)\]|([^:[\]\s]+)):(\d{1,5})$/.exec(text) ?? []
  const host = bracketed ?? plain
  const port = Number(digits)
  if (host === undefined || !(port >= 1 && port <= 65_535)) {
    throw new InvalidArgumentError('accepted is host:port, such as 127.0.0.1:8021 or [::1]:8021.')
  }
  return { host, port }
}

function parseEvents(text: string): string {
  if (!/^[\w:.-]+( [\w:.-]+)*$/.test(text)) throw new InvalidArgumentError('accepted are names of events with blanks between them.')
  return text
}

const SIZES: Readonly<Record<string, number>> = { '': 1, KB: 1e3, MB: 1e6, GB: 1e9 }

function parseSize(text: string): number {
  const [, number, unit = ''] = /^(\d+(?:\.\d+)?)(KB|MB|GB)?$/.exec(text) ?? []
  if (number === undefined || Number(number) <= 0) throw new InvalidArgumentError('accepted are sizes such as 500KB, 20MB or 1GB.')
  return Number(number) * (SIZES[unit] ?? 1)
}
