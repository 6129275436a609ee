import { HANGUP_SITES } from '../calls/call-log.ts'
import type { Calls } from '../calls/calls.ts'
import { parseCause } from '../calls/cause.ts'
import { hangUp, type Leg } from '../calls/leg.ts'
import { transferLeg } from '../calls/transfer-leg.ts'
import { schedule, scheduleEnds, type ScheduledTask } from '../channel/schedule.ts'
import { atoi } from '../codec/c-text.ts'
import type { Api } from './api.ts'
import { NO_SUCH_CHANNEL, OK } from './call-api.ts'

/** `sched_hangup [+]<seconds> <uuid> [<cause>]` */
export const schedHangup = (calls: Calls): Api => ({
  name: 'sched_hangup',
  run({ args }) {
    const [time = '', uuid = '', cause = 'ALLOTTED_TIMEOUT'] = args.split(/ +/)
    if (uuid === '') return '-USAGE: [+]<time> <uuid> [<cause>]\n'
    const task = { time, uuid, description: 'switch_ivr_schedule_hangup' }
    return later(calls, task, (leg) => hangUp(leg, parseCause(cause), HANGUP_SITES.schedule))
  },
})

/** `sched_transfer [+]<seconds> <uuid> <number> [<dialplan> [<context>]]` */
export const schedTransfer = (calls: Calls): Api => ({
  name: 'sched_transfer',
  run({ args }) {
    const [time = '', uuid = '', number = '', dialplan, context] = args.split(/ +/)
    if (number === '') return '-USAGE: [+]<time> <uuid> <extension> [<dialplan>] [<context>]\n'
    const task = { time, uuid, description: 'switch_ivr_schedule_transfer' }
    return later(calls, task, (leg) => transferLeg(leg, { number, dialplan, context }))
  },
})

function later(
  calls: Calls,
  { time, uuid, description }: { readonly time: string; readonly uuid: string; readonly description: string },
  run: (leg: Leg) => void,
): string {
  const leg = calls.locate(uuid)
  if (leg === undefined) return NO_SUCH_CHANNEL
  const { core, stage } = calls
  const now = Math.floor(core.epochUs() / 1e6)
  const runtime = time.startsWith('+') ? now + atoi(time) : atoi(time)
  const task: ScheduledTask = { id: calls.nextTaskId(), description, group: uuid, runtime: String(runtime) }
  schedule(stage, task)
  core.timers.after(Math.min(Math.max(0, runtime - now) * 1000, 2 ** 31 - 1), () => {
    const live = calls.locate(uuid)
    if (live !== undefined) run(live)
    scheduleEnds(stage, task)
  })
  return OK
}
