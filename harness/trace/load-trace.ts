import { createTraceIndex, type RecordedTrace } from '../../simulators/freeswitch/index.ts'
import { readTrace } from './read-trace.ts'
import type { TraceEnd, TraceHeader } from './trace-format.ts'

export interface LoadedTrace {
  readonly header: TraceHeader
  readonly end: TraceEnd
  readonly trace: RecordedTrace
}

/**
 * Reads a trace file for replaying it.
 * @throws SyntaxError that names the line of what is wrong; RangeError when it is too large; errors of the file system
 */
export async function loadTrace(path: string): Promise<LoadedTrace> {
  const index = createTraceIndex()
  let header: TraceHeader | undefined
  let end: TraceEnd | undefined
  let line = 0
  for await (const part of readTrace(path)) {
    line += 1
    if (part.kind === 'header') header = part.header
    else if (part.kind === 'end') end = part.end
    else {
      try {
        index.add(part.event.us, part.event.headers, part.event.body)
      } catch (cause) {
        if (!(cause instanceof SyntaxError)) throw cause
        throw new SyntaxError(`Cannot use trace ${JSON.stringify(path)} as ${cause.message}: line ${line}`, { cause })
      }
    }
  }
  // The reader has thrown unless there were both.
  if (header === undefined || end === undefined) throw new SyntaxError(`Cannot use trace ${JSON.stringify(path)} as it must be whole`)
  return { header, end, trace: index.finish(end.us) }
}
