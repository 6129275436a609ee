import { executeApi } from './api.ts'
import { cString } from '../codec/c-text.ts'
import { eventType } from '../events/event-types.ts'
import type { CallSite } from '../events/base-headers.ts'
import type { FsHeader } from '../codec/event.ts'
import type { SwitchCore } from '../switch-core.ts'

export interface BackgroundJob {
  readonly id: string
  readonly command: string
  /** As typed, blanks kept. */
  readonly args: string
  /** Session that the connection controls. */
  readonly owner?: string | undefined
  readonly site: CallSite
  /** Result when there is no such command or it failed. */
  readonly notFound: string
}

const BACKGROUND_JOB = eventType('BACKGROUND_JOB')

/** Runs a job in a turn of its own and fires its BACKGROUND_JOB event (wire specification 3.5). */
export async function runJob(core: SwitchCore, job: BackgroundJob): Promise<void> {
  await nextTurn()
  const output = (await executeApi(core, job.command, job.args)) ?? job.notFound
  const headers: FsHeader[] = core.baseHeaders('BACKGROUND_JOB', job.site)
  headers.push(['Job-UUID', job.id])
  if (job.owner !== undefined) headers.push(['Job-Owner-UUID', job.owner])
  if (job.command !== '') headers.push(['Job-Command', job.command])
  if (job.args !== '') headers.push(['Job-Command-Arg', job.args])
  core.fireEvent({ type: BACKGROUND_JOB, subclass: undefined, headers, body: cString(output) })
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}
