import { percentEncode } from '../codec/percent-encoding.ts'
import { type EventStamp, stampOf } from '../events/base-headers.ts'
import { mapHeader } from './event-frame.ts'
import { ALL_CONNECTIONS, type EventFault, type EventFrame, FIRST_EVENT } from './fault.ts'

export const clockJump: EventFault = {
  kind: 'event',
  name: 'clock-jump',
  effect: 'from here on the three date headers of events are ahead, or behind when negative',
  parameter: { unit: 'duration', meaning: 'that the clock jumps', default: 3_600_000 },
  trigger: FIRST_EVENT,
  connections: ALL_CONNECTIONS,
  span: Infinity,
  start: (value) => (frame) => [shifted(frame, value).octets],
}

function shifted(frame: EventFrame, ms: number): EventFrame {
  let stamp: EventStamp | undefined
  const moved = mapHeader(frame, 'Event-Date-Timestamp', (value) => {
    stamp = stampOf(Number(value) + ms * 1000)
    return stamp.timestamp
  })
  if (stamp === undefined) return frame
  const { local, gmt } = stamp
  const written = (text: string): string => (frame.format === 'json' ? text : percentEncode(text))
  return mapHeader(mapHeader(moved, 'Event-Date-Local', () => written(local)), 'Event-Date-GMT', () => written(gmt))
}
