import type { FlowInputs } from '../../simulators/freeswitch/flows/flow-inputs.ts'
import { deriveFlowValues } from '../../simulators/freeswitch/flows/flow-values.ts'
import type { FlowScript, FlowValues, ScriptedEvent } from '../../simulators/freeswitch/flows/flow-script.ts'
import { flowValueNames } from '../../simulators/freeswitch/flows/flow-value-names.ts'
import { type RecordedEvent, recordedHeader } from './recorded-flow.ts'

/**
 * Values with which a script should repeat a recording: identities, addresses and moments are read from it, and all
 * that the simulator derives from them (dates, durations) is derived, so that the derivation is tested too.
 */
export function recordedValues(script: Pick<FlowScript, 'run'>, recording: readonly RecordedEvent[]): FlowValues {
  const { names, events } = flowValueNames(script)
  const legs = legsOf(recording)
  const derived = deriveFlowValues(inputsOf(recording, events, legs), names)
  const subject = firstOf(recording, 'variable_sip_subject') ?? ''
  const transfer = firstOf(recording, 'variable_transfer_source')?.split(':')[1] ?? ''
  return { ...derived, subject, transfer, ...applications(recording), ...legValues(legs) }
}

/** Events of each leg, in the order in which the legs appear. */
function legsOf(recording: readonly RecordedEvent[]): RecordedEvent[][] {
  const legs = new Map<string, RecordedEvent[]>()
  for (const event of recording) {
    const uuid = recordedHeader(event, 'Unique-ID')
    if (uuid !== undefined) legs.set(uuid, [...(legs.get(uuid) ?? []), event])
  }
  return [...legs.values()]
}

function inputsOf(
  recording: readonly RecordedEvent[],
  events: readonly ScriptedEvent[],
  legs: readonly RecordedEvent[][],
): FlowInputs {
  const text = (name: string, from: readonly RecordedEvent[] = recording): string => firstOf(from, name) ?? ''
  const momentsUs: number[] = []
  events.forEach(({ moment }, index) => {
    momentsUs[moment] ??= Number(text('Event-Date-Timestamp', recording.slice(index, index + 1)))
  })
  // A moment without events is that of a transfer: it shows as the birth of the transferred leg's last profile.
  const transferred = recording.filter((event) => recordedHeader(event, 'Caller-Transfer-Source') !== undefined)
  const transferredAt = Number(lastOf(transferred, 'Caller-Profile-Created-Time'))
  for (let moment = 0; moment < momentsUs.length; moment++) momentsUs[moment] ??= transferredAt
  return {
    identity: {
      coreUuid: text('Core-UUID'),
      hostname: text('FreeSWITCH-Hostname'),
      switchname: text('FreeSWITCH-Switchname'),
      ipv4: text('FreeSWITCH-IPv4'),
      ipv6: text('FreeSWITCH-IPv6'),
    },
    sequence: '0',
    legUuids: legs.map((leg) => text('Unique-ID', leg)),
    momentsUs,
    caller: { name: text('Caller-Caller-ID-Name'), number: text('Caller-Caller-ID-Number') },
    callee: { number: text('Caller-Destination-Number') },
    transferee: { number: lastOf(transferred, 'Caller-Destination-Number') ?? '' },
    session: Number(text('variable_session_id')),
    phoneIps: legs.map((leg) => text('variable_sip_network_ip', leg)),
  }
}

/** Application-UUIDs in the order in which applications start. */
function applications(recording: readonly RecordedEvent[]): Record<string, string> {
  const started = recording.filter(({ name }) => name === 'CHANNEL_EXECUTE')
  return Object.fromEntries(
    started.map((event, index) => [`app.${index}`, recordedHeader(event, 'Application-UUID') ?? '']),
  )
}

/** Value of a leg, header that shows it first or last, and the part of it that is the value. */
const LEG_SOURCES = [
  ['session-id', 'first', 'variable_session_id', /.*/],
  ['network-port', 'last', 'variable_sip_network_port', /.*/],
  ['contact-user', 'last', 'variable_sip_contact_user', /.*/],
  ['call-id', 'last', 'variable_sip_call_id', /.*/],
  ['from-tag', 'last', 'variable_sip_from_tag', /.*/],
  ['to-tag', 'last', 'variable_sip_to_tag', /.*/],
  ['remote-media-port', 'last', 'variable_switch_r_sdp', /(?<=m=audio )\d+/],
  ['local-media-port', 'last', 'variable_local_media_port', /.*/],
  ['ssrc', 'last', 'variable_rtp_use_ssrc', /.*/],
  ['sdp-session', 'first', 'variable_rtp_local_sdp_str', /(?<=o=FreeSWITCH )\d+/],
  ['skipped-packets', 'last', 'variable_rtp_audio_in_skip_packet_count', /.*/],
  ['user', 'first', 'Caller-Destination-Number', /.*/],
] as const

/** Values that a leg has several of, in the order in which they appear. */
const LEG_SERIES = [
  ['branch', 'variable_sip_full_via', /(?<=branch=).*/],
  ['cseq', 'variable_sip_cseq', /.*/],
  ['sdp-version', 'variable_rtp_local_sdp_str', /(?<=o=FreeSWITCH \d+ )\d+/],
] as const

function legValues(legs: readonly RecordedEvent[][]): Record<string, string> {
  const values: Record<string, string> = {}
  legs.forEach((leg, index) => {
    const letter = String.fromCharCode(97 + index)
    for (const [name, which, header, part] of LEG_SOURCES) {
      const text = (which === 'first' ? firstOf : lastOf)(leg, header)
      const found = text === undefined ? undefined : part.exec(text)?.[0]
      if (found !== undefined) values[`${letter}.${name}`] = found
    }
    // Of an inbound leg's requests, the first whose number shows is the ACK.
    const unseen = firstOf(leg, 'Call-Direction') === 'inbound' ? 1 : 0
    for (const [name, header, part] of LEG_SERIES) {
      different(leg, header).forEach((text, place) => {
        values[`${letter}.${name}-${place + (name === 'cseq' ? unseen : 0)}`] = part.exec(text)?.[0] ?? ''
      })
    }
  })
  return values
}

const different = (events: readonly RecordedEvent[], name: string): string[] => [
  ...new Set(events.map((event) => recordedHeader(event, name)).filter((value) => value !== undefined)),
]

const firstOf = (events: readonly RecordedEvent[], name: string): string | undefined =>
  events.map((event) => recordedHeader(event, name)).find((value) => value !== undefined)

const lastOf = (events: readonly RecordedEvent[], name: string): string | undefined =>
  firstOf([...events].reverse(), name)
