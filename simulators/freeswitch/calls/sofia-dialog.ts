import type { SofiaLeg } from '../channel/sofia-leg.ts'
import type { Calls } from './calls.ts'

/** Who a SIP leg talks to. */
export interface SofiaPeer {
  readonly networkIp: string
  readonly networkPort: string
  readonly contactUser: string
}

/** The SIP dialog of a new leg: values as sipp and the switch make them, told apart by the number of the session. */
export function createSofiaLeg(calls: Calls, peer: SofiaPeer, given: Partial<SofiaLeg> = {}): SofiaLeg {
  const { core } = calls
  const sessionId = given.sessionId ?? calls.nextSessionId()
  const number = Number(sessionId)
  const seconds = Math.floor(core.epochUs() / 1e6)
  const branch = (transaction: number): string => `z9hG4bK-${number}-1-${transaction}`
  return {
    uuid: core.createUuid(),
    sessionId,
    localIp: core.identity.ipv4,
    ...peer,
    callId: `1-${number}@${peer.networkIp}`,
    fromTag: `${number}SIPpTag001`,
    toTag: `t${core.createUuid().slice(0, 12).replace('-', '')}`,
    requests: [
      { branch: branch(0), cseq: '1' },
      { branch: branch(5), cseq: '1' },
      { branch: branch(9), cseq: '2' },
    ],
    remoteMediaPort: String(10_000 + 2 * (number % 5000)),
    localMediaPort: String(30_000 + 2 * (number % 5000)),
    ssrc: String(1_000_000_000 + number),
    sdpSession: String(seconds - number),
    sdpVersions: [String(seconds - number + 1), String(seconds - number + 2), String(seconds - number + 3)],
    skippedPackets: '0',
    ...given,
  }
}
