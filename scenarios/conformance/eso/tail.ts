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
 * The caller hangs up in async mode: the server sends the last events, as far as they were asked for, and a notice. With
 * linger the socket stays open after it for as long as the bridge has said, without it is finished.
 */
export function hangUp(call: OutboundCall, { duration = '13' } = {}): void {
  call.hangUp(...lastEvents(call, duration))
}

/** The same with a server that then waits for the bridge without limit, if it was asked to linger at all. */
export function hangUpAndWait(call: OutboundCall): void {
  if (!call.lingers) return hangUp(call)
  call.fire(...lastEvents(call, '13'))
  call.notice('linger')
}

function lastEvents({ leg }: OutboundCall, duration: string) {
  const states = ['CS_HANGUP', 'CS_REPORTING'].map((state) => channelState(leg, state, 'HANGUP'))
  return [channelHangup(leg), ...states, hangupComplete(leg, 'NORMAL_CLEARING', duration)]
}

/** What a server in sync mode sends when the caller hangs up: no event, just the notice. */
export function leave(call: OutboundCall): void {
  call.notice('disconnect')
  call.finish()
}
