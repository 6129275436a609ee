import type { FsEvent, FsHeader } from '../../simulators/freeswitch/codec/event.ts'
import { serializeFrame } from '../../simulators/freeswitch/codec/serialize.ts'
import { FLOW_VOLATILE } from './flow-volatile.ts'
import type { RecordedEvent } from './recorded-flow.ts'

/** The plain frame of an event with its volatile headers taken from the recording, each from the same occurrence. */
export function comparableFrame(event: FsEvent, recorded: RecordedEvent | undefined): string {
  const seen = new Map<string, number>()
  const headers = event.headers.map(([name, value]): FsHeader => {
    if (!(name in FLOW_VOLATILE)) return [name, value]
    const place = seen.get(name) ?? 0
    seen.set(name, place + 1)
    return [name, recorded?.headers.filter(([candidate]) => candidate === name)[place]?.[1] ?? value]
  })
  return serializeFrame({ ...event, headers }, 'plain')
}
