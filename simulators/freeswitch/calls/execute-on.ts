import type { Application } from '../channel/channel.ts'
import type { Progress } from '../channel/stage.ts'
import type { Leg } from './leg.ts'
import { queueApplication } from './queue-application.ts'
import { runApplication } from './run-application.ts'

/** What runs, and whether at once or when what runs on the leg waits. */
interface Planned {
  readonly application: Application
  readonly isQueued: boolean
}

/** Runs what the variables `execute_on_ring…`, `execute_on_pre_answer…` and `execute_on_answer…` of a leg name. */
export function executeOn(leg: Leg, what: Progress): void {
  const prefix = `execute_on_${what}`
  const planned = [...leg.channel.variables].flatMap(([name, value]) =>
    name.toLowerCase().startsWith(prefix) ? [value].flat().map((text) => parsePlan(text)) : [],
  )
  for (const { application, isQueued } of planned) {
    if (isQueued) queueApplication(leg, application)
    else void runApplication(leg, application)
  }
}

/** `<application> [<argument>]`, or `<application>::<argument>` for one that waits its turn. */
function parsePlan(text: string): Planned {
  const [queued, blank] = [text.indexOf('::'), text.indexOf(' ')]
  const isQueued = queued >= 0
  const [at, size] = isQueued ? [queued, '::'.length] : [blank < 0 ? text.length : blank, 1]
  return { application: { name: text.slice(0, at), data: text.slice(at + size) }, isQueued }
}
