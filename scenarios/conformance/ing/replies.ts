import { claim, fact, type HttpConnection, type Judgement, type Rig } from '../../../harness/index.ts'

/** Milliseconds in which any reply must have come. */
export const REPLY_MS = 5000

export const isSuccess = (status: number): boolean => status >= 200 && status < 300
export const isRefusal = (status: number): boolean => status >= 400 && status < 500

const shown = (status: number): string => `${status || 'no answer'}`

/** That a request was taken. */
export const taken = (what: string, status: number): Judgement => claim(isSuccess(status), `${what} is answered 2xx`, shown(status))

/** That a request was refused as the fault of its sender. */
export function refused(what: string, status: number): Judgement {
  const judgement = claim(isRefusal(status), `${what} is answered 4xx`, shown(status))
  return isSuccess(status) ? fact(judgement) : judgement
}

/** Waits for the first status line on a connection, also where no whole reply follows; 0 when none comes. */
export async function statusOf(rig: Rig, connection: HttpConnection): Promise<number> {
  await rig.until(() => connection.firstStatus > 0 || connection.end !== undefined, REPLY_MS)
  return connection.firstStatus
}

/** Whether the bridge passes on fields that the contract does not name. */
export const forwardsUnknown = ({ profile }: Rig): boolean => profile.behaviour.unknown === 'forward'
