import type { Application } from '../channel/channel.ts'
import type { FsHeader } from '../codec/event.ts'
import { type Leg, QUEUE_LIMIT } from './leg.ts'

/** The switch itself tells a leg to run an application, as soon as what runs on it waits. */
export function queueApplication(leg: Leg, { name, data }: Application, more: readonly FsHeader[] = []): void {
  if (leg.messages.length >= QUEUE_LIMIT) return
  const headers: FsHeader[] = [
    ['call-command', 'execute'],
    ['execute-app-name', name],
    ['execute-app-arg', data],
    ...more,
  ]
  leg.messages.push({ headers, body: undefined, created: leg.calls.stage.now() })
  leg.waker.wake()
}
