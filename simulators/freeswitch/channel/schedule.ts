import type { FsHeader } from '../codec/event.ts'
import { baseHeaders, type CallSite } from '../events/base-headers.ts'
import { type EventTypeName, eventType } from '../events/event-types.ts'
import { CALL_SITES } from './call-sites.ts'
import type { Stage } from './stage.ts'

/** Something that the switch is to do later. */
export interface ScheduledTask {
  /** Number of the task, decimal. */
  readonly id: string
  readonly description: string
  /** The Unique-ID of a call, or `core`. */
  readonly group: string
  /** When it is due: whole seconds since the epoch, decimal. */
  readonly runtime: string
}

/** A task is put into the schedule: ADD_SCHEDULE. */
export function schedule(stage: Stage, task: ScheduledTask): void {
  fireTaskEvent(stage, 'ADD_SCHEDULE', CALL_SITES.addSchedule, task)
}

/** A task has been carried out or taken back: DEL_SCHEDULE. */
export function scheduleEnds(stage: Stage, task: ScheduledTask): void {
  fireTaskEvent(stage, 'DEL_SCHEDULE', CALL_SITES.deleteSchedule, task)
}

function fireTaskEvent(stage: Stage, name: EventTypeName, site: CallSite, task: ScheduledTask): void {
  const headers: FsHeader[] = [
    ...baseHeaders(stage.identity, name, stage.nextSequence(), stage.now(), site),
    ['Task-ID', task.id],
    ['Task-Desc', task.description],
    ['Task-Group', task.group],
    ['Task-Runtime', task.runtime],
  ]
  stage.emit({ type: eventType(name), subclass: undefined, headers, body: undefined }, undefined)
}
