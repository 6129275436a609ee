import { basename } from 'node:path'
import type { RecordedTrace } from '../../simulators/freeswitch/index.ts'
import type { Workload } from '../../simulators/traffic/workload.ts'
import { loadTrace } from '../trace/load-trace.ts'
import { UsageError } from './usage-error.ts'

/** What the command line says about a trace to replay. */
export interface TraceOptions {
  readonly trace?: string
  readonly speed?: number
  readonly repeat?: number
  readonly duration?: number
  readonly segment?: unknown
  readonly rate?: number
  readonly arrivals?: unknown
}

export interface ChosenTrace {
  readonly trace: RecordedTrace
  readonly use: NonNullable<Workload['trace']>
  /** How long the wanted passes take. */
  readonly seconds: number
}

/**
 * Loads the trace that the nodes are to replay; undefined when none is wanted.
 * @throws UsageError for options that do not go together and files that cannot be used
 */
export async function chooseTrace(options: TraceOptions): Promise<ChosenTrace | undefined> {
  const { trace: path, speed = 1, repeat } = options
  if (path === undefined) {
    if (options.speed === undefined && repeat === undefined) return undefined
    throw new UsageError('Cannot set --speed or --repeat as there must be a trace to replay: add --trace <file>')
  }
  if (options.segment !== undefined) throw new UsageError('Cannot replay a trace in segments as it is one stream: leave --segment out')
  if (options.arrivals !== undefined) throw new UsageError('Cannot shape arrivals as those of a trace are recorded: leave --arrivals out')
  const { trace } = await load(path)
  const passSeconds = trace.lengthUs / 1e6 / speed
  const events = trace.times.byteLength / Float64Array.BYTES_PER_ELEMENT
  // Without a duration it is gone through once; with one, as often as there is time.
  const passes = repeat ?? (options.duration === undefined ? 1 : undefined)
  return {
    trace,
    use: { name: basename(path), events, speed, ...(passes !== undefined && { passes }) },
    seconds: passSeconds * (passes ?? 1),
  }
}

async function load(path: string): ReturnType<typeof loadTrace> {
  try {
    return await loadTrace(path)
  } catch (cause) {
    const isOfFile = cause instanceof Error && (cause instanceof SyntaxError || cause instanceof RangeError || 'syscall' in cause)
    if (!isOfFile) throw cause
    const message = 'syscall' in cause ? `Cannot read trace ${JSON.stringify(path)} as it must be a readable file: ${cause.message}` : cause.message
    throw new UsageError(message, { cause })
  }
}
