import { readFileSync } from 'node:fs'
import { eventType, type EventTypeName } from './events/event-types.ts'
import type { FsEvent, FsHeader } from './codec/event.ts'
import type { SwitchCore } from './switch-core.ts'

/** Name of the event, place that fires it, and the headers behind its base block. */
type ShutdownEvent = readonly [name: EventTypeName, file: string, function: string, line: number, headers: readonly FsHeader[]]

let known: readonly ShutdownEvent[] | undefined

/**
 * What a node fires between SHUTDOWN and the end of its connections: each interface of each module is taken away, the
 * gateway and the two profiles of mod_sofia with them. As recorded of a server with the usual modules.
 */
export function shutdownEvents(core: SwitchCore): FsEvent[] {
  known ??= JSON.parse(readFileSync(new URL('switch-shutdown-events.json', import.meta.url), 'utf8')) as readonly ShutdownEvent[]
  return known.map(([name, file, place, line, headers]): FsEvent => {
    const [first, ...others] = headers
    const base = core.baseHeaders(name, { file, function: place, line })
    if (first?.[0] !== 'Event-Subclass') return { type: eventType(name), subclass: undefined, headers: [...base, ...headers], body: undefined }
    return { type: eventType(name), subclass: String(first[1]), headers: [...base, ...others], body: undefined }
  })
}
