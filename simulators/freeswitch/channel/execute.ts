import type { FsHeader } from '../codec/event.ts'
import { CALL_SITES } from './call-sites.ts'
import type { Application, Channel } from './channel.ts'
import { fireChannelEvent } from './fire.ts'
import type { Stage } from './stage.ts'
import { setVariables, type VariablePack } from './variables.ts'

/** An application that runs on a channel. */
export interface Execution extends Application {
  /** Application-UUID. */
  readonly uuid: string
  /** Application-UUID-Name: what the sender of a message calls the execution. */
  readonly uuidName?: string | undefined
}

/** Starts an application: CHANNEL_EXECUTE. The server sets `current_application` once more right behind the event. */
export function execute(stage: Stage, channel: Channel, execution: Execution): void {
  const { name, data } = execution
  channel.lastApplication = execution
  setVariables(channel.variables, {
    current_application: name,
    current_application_data: data === '' ? undefined : data,
    current_application_response: undefined,
  })
  const after = applicationHeaders(execution)
  fireChannelEvent(stage, channel, 'CHANNEL_EXECUTE', CALL_SITES.execute, { after })
  setVariables(channel.variables, { current_application: name })
}

/** The application is done: CHANNEL_EXECUTE_COMPLETE with the response that it, or one nested in it, has left. */
export function executeComplete(stage: Stage, channel: Channel, execution: Execution): void {
  const response = channel.variables.get('current_application_response') ?? '_none_'
  const after = applicationHeaders(execution, response)
  fireChannelEvent(stage, channel, 'CHANNEL_EXECUTE_COMPLETE', CALL_SITES.executeComplete, { after })
}

/** An application that only sets variables: both events. */
export function executeSet(stage: Stage, channel: Channel, execution: Execution, pack: VariablePack): void {
  execute(stage, channel, execution)
  setVariables(channel.variables, pack)
  executeComplete(stage, channel, execution)
}

function applicationHeaders(execution: Execution, response?: FsHeader[1]): FsHeader[] {
  const headers: FsHeader[] = [['Application', execution.name]]
  if (execution.data !== '') headers.push(['Application-Data', execution.data])
  if (response !== undefined) headers.push(['Application-Response', response])
  headers.push(['Application-UUID', execution.uuid])
  if (execution.uuidName !== undefined) headers.push(['Application-UUID-Name', execution.uuidName])
  return headers
}
