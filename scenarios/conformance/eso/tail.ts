import { channelHangup, channelState, type EslCommand, hangupComplete, type OutboundCall, type Rig } from '../../../harness/index.ts'

/** The bridge has said all that it wants to say after the connect reply when it was silent for so long. */
const SETTLED_MS = 150

/** Waits until the bridge has asked for what it wants of a call; false when it did not even send `connect`. */
export async function takenUp(rig: Rig, ...calls: readonly OutboundCall[]): Promise<boolean> {
  const settled = ({ commands, end }: OutboundCall): boolean => {
    const last = commands.at(-1)
    return end !== undefined || (last !== undefined && rig.now() - last.at > SETTLED_MS)
  }
  await rig.until(() => calls.every(settled), rig.limits.deliverMs)
  return calls.every(({ commands }) => commands.some(isConnect))
}

export const isConnect = ({ line }: EslCommand): boolean => /^connect\b/i.test(line)

/** Whether the bridge has asked for the events of its call, and was not refused. */
export const hasEvents = ({ commands }: OutboundCall): boolean => commands.some(({ line }) => /^(myevents|event)\b/i.test(line))

/**
 * What a server in async mode sends when the caller hangs up: the last events, if they were asked for, and a notice. With
 * linger the socket stays open after it, without it is finished.
 */
export function hangUp(call: OutboundCall, { duration = '13' } = {}): void {
  const { leg } = call
  if (hasEvents(call)) {
    const states = ['CS_HANGUP', 'CS_REPORTING'].map((state) => channelState(leg, state, 'HANGUP'))
    call.send(channelHangup(leg), ...states, hangupComplete(leg, 'NORMAL_CLEARING', duration))
  }
  if (call.lingers) call.notice('linger')
  else leave(call)
}

/** What a server in sync mode sends when the caller hangs up: no event, just the notice. */
export function leave(call: OutboundCall): void {
  call.notice('disconnect')
  call.finish()
}
