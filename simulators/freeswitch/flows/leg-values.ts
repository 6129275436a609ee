import type { LoopbackEnd } from '../channel/loopback.ts'
import type { SofiaLeg } from '../channel/sofia-leg.ts'
import { madeUuid } from './common-values.ts'
import type { FlowValues } from './flow-script.ts'
import type { FlowInputs } from './flow-inputs.ts'

type LegValueOf = (inputs: FlowInputs, leg: number) => string

const sessionOf = ({ session }: FlowInputs, leg: number): number => session + leg
const letter = (leg: number): string => String.fromCharCode('a'.charCodeAt(0) + leg)

/** Ports go round in a range of even ones, as the server hands them out. */
const port = (from: number, size: number, session: number): string => String(from + 2 * (session % size))

/** Values that each leg has, by the name behind `a.`, `b.` and so on. */
export const LEG_VALUES = {
  uuid: ({ legUuids }, leg) => legUuids[leg] ?? '',
  'session-id': (inputs, leg) => String(sessionOf(inputs, leg)),
  'network-ip': ({ phoneIps }, leg) => phoneIps[leg] ?? '127.0.0.1',
  'network-port': (inputs, leg) => port(20_000, 5000, sessionOf(inputs, leg)),
  'contact-user': ({ caller, callee }, leg) => (leg === 0 ? caller.number : callee.number),
  user: ({ callee }) => callee.number,
  'call-id': (inputs, leg) => madeUuid(sessionOf(inputs, leg), 0xfe0 + leg),
  'from-tag': (inputs, leg) => `f${letter(leg)}${sessionOf(inputs, leg)}`,
  'to-tag': (inputs, leg) => `t${letter(leg)}${sessionOf(inputs, leg)}`,
  'branch-0': (inputs, leg) => `z9hG4bK-${sessionOf(inputs, leg)}-1-0`,
  'branch-1': (inputs, leg) => `z9hG4bK-${sessionOf(inputs, leg)}-1-5`,
  'branch-2': (inputs, leg) => `z9hG4bK-${sessionOf(inputs, leg)}-1-9`,
  'cseq-0': (inputs, leg) => sequenceNumber(inputs, leg, 0),
  'cseq-1': (inputs, leg) => sequenceNumber(inputs, leg, 1),
  'cseq-2': (inputs, leg) => sequenceNumber(inputs, leg, 2),
  'remote-media-port': (inputs, leg) => port(10_000, 5000, sessionOf(inputs, leg)),
  'local-media-port': (inputs, leg) => port(30_000, 5000, sessionOf(inputs, leg)),
  ssrc: (inputs, leg) => String(1_000_000_000 + sessionOf(inputs, leg)),
  'sdp-session': (inputs, leg) => sdpNumber(inputs, leg, 0),
  'sdp-version-0': (inputs, leg) => sdpNumber(inputs, leg, 1),
  'sdp-version-1': (inputs, leg) => sdpNumber(inputs, leg, 2),
  'sdp-version-2': (inputs, leg) => sdpNumber(inputs, leg, 3),
  'skipped-packets': ({ momentsUs }) => String(Math.floor(((momentsUs.at(-1) ?? 0) - (momentsUs[0] ?? 0)) / 20_000)),
} as const satisfies Readonly<Record<string, LegValueOf>>

export type LegValueName = keyof typeof LEG_VALUES

/** Phones count their requests from 1 and an ACK has the number of its INVITE; the switch counts from anywhere. */
function sequenceNumber({ session }: FlowInputs, leg: number, add: number): string {
  return leg === 0 ? '1' : String(123_000_000 + (session % 10_000_000) * 4 + add)
}

function sdpNumber({ momentsUs, session }: FlowInputs, leg: number, add: number): string {
  return String(Math.floor((momentsUs[0] ?? 0) / 1e6) - ((session + leg) % 20_000) + add)
}

/** The leg of a script, `a` for instance, with its values. */
export function sofiaLeg(values: FlowValues, name: string): SofiaLeg {
  const of = (field: LegValueName): string => valueOf(values, `${name}.${field}`)
  return {
    uuid: of('uuid'),
    sessionId: of('session-id'),
    localIp: valueOf(values, 'node.ipv4'),
    networkIp: of('network-ip'),
    networkPort: of('network-port'),
    contactUser: of('contact-user'),
    callId: of('call-id'),
    fromTag: of('from-tag'),
    toTag: of('to-tag'),
    requests: [
      { branch: of('branch-0'), cseq: of('cseq-0') },
      { branch: of('branch-1'), cseq: of('cseq-1') },
      { branch: of('branch-2'), cseq: of('cseq-2') },
    ],
    remoteMediaPort: of('remote-media-port'),
    localMediaPort: of('local-media-port'),
    ssrc: of('ssrc'),
    sdpSession: of('sdp-session'),
    sdpVersions: [of('sdp-version-0'), of('sdp-version-1'), of('sdp-version-2')],
    skippedPackets: of('skipped-packets'),
  }
}

/** @throws RangeError when the value is missing */
export function valueOf(values: FlowValues, name: string): string {
  const value = values[name]
  if (value === undefined)
    throw new RangeError(`Cannot run a script as it needs a value: current value is no "${name}"`)
  return value
}

/** The end of a loopback call, `a` for instance, with its values. */
export const loopbackEnd = (values: FlowValues, name: string): LoopbackEnd => ({
  uuid: valueOf(values, `${name}.uuid`),
  sessionId: valueOf(values, `${name}.session-id`),
})
