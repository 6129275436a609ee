import type { Application } from '../channel/channel.ts'
import { execute, executeComplete, type Execution } from '../channel/execute.ts'
import { HANGUP_SITES, logExecute } from './call-log.ts'
import { expandVariables } from './expand-variables.ts'
import { hangUp, type Leg } from './leg.ts'

export interface ExecutionNames {
  /** Application-UUID. @default a new one */
  readonly uuid?: string | undefined
  /** Application-UUID-Name. @default none */
  readonly uuidName?: string | undefined
}

/**
 * Runs an application on a leg: CHANNEL_EXECUTE and CHANNEL_EXECUTE_COMPLETE around what it does. One that nobody knows
 * hangs up.
 */
export async function runApplication(leg: Leg, { name, data }: Application, names: ExecutionNames = {}): Promise<void> {
  const { applications, core, stage } = leg.calls
  const application = applications.find(name)
  if (application === undefined) return hangUp(leg, 'DESTINATION_OUT_OF_ORDER', HANGUP_SITES.unknownApplication)
  const argument = expandVariables(leg, data)
  logExecute(leg, { name, data: argument })
  const { uuidName } = names
  const execution: Execution = { name, data: argument, uuid: names.uuid ?? core.createUuid(), uuidName }
  execute(stage, leg.channel, execution)
  leg.depth++
  // What ends at once takes no turn of the event loop, so that the events of such applications stay together.
  const running = application.run({ leg, data: argument })
  if (running !== undefined) await running
  leg.depth--
  executeComplete(stage, leg.channel, execution)
}
