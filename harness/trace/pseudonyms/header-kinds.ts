/**
 * What a header of a FreeSWITCH event holds, as far as identities are concerned. What is not named here is `text`,
 * in which whatever looks like an identity is replaced: a header that nobody thought of is not a leak.
 */
export type HeaderKind =
  /** Written by the switch about itself or about media: stays as it is. */
  | 'kept'
  /** A display name. */
  | 'name'
  /** A user part or a number. */
  | 'user'
  | 'host'
  /** A password, a token or what is made of one. */
  | 'secret'
  | 'text'

/** Also under `variable_`, in lower case. */
const KEPT: ReadonlySet<string> = new Set(
  `event-name event-subclass event-date-local event-date-gmt event-date-timestamp event-calling-file event-info action
  event-calling-function event-calling-line-number event-sequence freeswitch-version content-length content-type
  channel-state channel-state-number channel-call-state answer-state original-channel-call-state call-direction
  presence-call-direction channel-hit-dialplan hangup-cause hangup_cause hangup_cause_q850 sip_hangup_disposition
  originate_disposition endpoint_disposition dialstatus application proto to_proto dest_proto
  channel-read-codec-name channel-read-codec-rate channel-read-codec-bit-rate channel-write-codec-name
  channel-write-codec-rate channel-write-codec-bit-rate caller-direction caller-logical-direction caller-dialplan
  caller-profile-index caller-source caller-context caller-screen-bit caller-privacy-hide-name
  caller-privacy-hide-number caller-profile-created-time caller-channel-created-time caller-channel-answered-time
  caller-channel-progress-time caller-channel-progress-media-time caller-channel-hangup-time
  caller-channel-transferred-time caller-channel-resurrect-time caller-channel-bridged-time caller-channel-last-hold
  caller-channel-hold-accum other-leg-direction other-leg-logical-direction other-leg-dialplan other-leg-profile-index
  other-leg-source other-leg-context other-leg-screen-bit other-leg-privacy-hide-name other-leg-privacy-hide-number
  other-leg-profile-created-time other-leg-channel-created-time other-leg-channel-answered-time
  other-leg-channel-progress-time other-leg-channel-progress-media-time other-leg-channel-hangup-time
  other-leg-channel-transferred-time other-leg-channel-resurrect-time other-leg-channel-bridged-time
  other-leg-channel-last-hold other-leg-channel-hold-accum max-sessions session-per-sec session-per-sec-last
  session-per-sec-max session-per-sec-fivemin session-since-startup session-count session-peak-max
  session-peak-fivemin up-time uptime-msec idle-cpu heartbeat-interval energy-level current-energy member-type
  conference-size conference-ghosts dtmf-digit dtmf-duration dtmf-source network-port from_sip_port max_forwards
  expires profile-name sip_profile sofia_profile_name rpid registration-type auth-result presence-source
  event_type alt_event_type event_count seconds milliseconds samples task-runtime task-id job-command playback-status
  presence-calling-line presence-calling-file presence-calling-function nonblocking-delivery skip_global_process
  duration billsec progresssec answersec waitsec progress_mediasec flow_billsec mduration billmsec progressmsec
  answermsec waitmsec progress_mediamsec flow_billmsec uduration billusec progressusec answerusec waitusec
  progress_mediausec flow_billusec hold_accum_seconds hold_accum_ms hold_accum_usec playback_ms playback_samples
  playback_seconds playback_last_offset_pos record_ms record_seconds record_samples record_file_size
  record_record_file_size start_epoch answer_epoch end_epoch profile_start_epoch progress_epoch progress_media_epoch
  bridge_epoch last_hold_epoch resurrect_epoch start_uepoch answer_uepoch end_uepoch profile_start_uepoch
  progress_uepoch progress_media_uepoch bridge_uepoch last_hold_uepoch resurrect_uepoch start_stamp answer_stamp
  end_stamp profile_start_stamp progress_stamp progress_media_stamp bridge_stamp hold_stamp rfc2822_date
  sip_invite_stamp session_id read_codec read_rate write_codec write_rate original_read_codec original_read_rate
  ep_codec_string originator_codec rtp_use_codec_string rtp_use_codec_name rtp_use_codec_rate rtp_use_codec_ptime
  rtp_use_codec_channels rtp_last_audio_codec_string rtp_use_timer_name rtp_2833_recv_payload rtp_2833_send_payload
  dtmf_type local_media_port remote_media_port sip_contact_port sip_network_port sip_received_port sip_reply_port
  sip_req_port sip_to_port sip_from_port sip_via_port sip_via_protocol sip_via_rport sip_term_status sip_term_cause sip_invite_failure_status
  sip_invite_failure_phrase sip_refer_status_code proto_specific_hangup_cause last_bridge_hangup_cause
  last_bridge_proto_specific_hangup_cause bridge_hangup_cause export_vars sip_allow call_timeout
  current_application max-members`
    .split(/\s+/),
)

const KEPT_STATISTICS = /^rtp_(audio|video|text)_(in|out|rtcp)_/
const SECRET = /pass(word|wd)?$|secret|[-_]response$|nonce|authorization|(^|[-_])token|[-_]a1[-_]hash|vm-password|^pin$|[-_]pin$/
const NAME = /(^|[-_])(caller|callee|cid|effective|outbound|sent|display)[-_].*name$|caller-id-name$|callee-id-name$|sip_(from|to|contact)_display$|^display$|fullname|full_name|^conference-member-name$/
const NAME_EXCEPTIONS = /(domain|host|profile|channel|codec|timer|application|app|event|file)[-_]?name$|user_name$/
const USER =
  /(^|[-_])(user|username|user_name|number|ani|aniii|rdnis|dnis|extension|alias|accountcode|account|mailbox|email|msisdn|imsi|did|destination|stripped)$/
const USER_EXCEPTIONS = /^(channel-state-number|event-calling-line-number)$/
const HOST = /(^|[-_])(host|hostname|switchname|domain|domain_name|realm|presence-hosts)$/

const MOST_REMEMBERED = 10_000
const remembered = new Map<string, HeaderKind>()

/** @param name of the header, as it is written */
export function headerKind(name: string): HeaderKind {
  const found = remembered.get(name)
  if (found !== undefined) return found
  if (remembered.size >= MOST_REMEMBERED) remembered.clear()
  const kind = findKind(name)
  remembered.set(name, kind)
  return kind
}

function findKind(name: string): HeaderKind {
  const plain = name.toLowerCase().replace(/^variable_/, '')
  if (KEPT.has(plain) || KEPT_STATISTICS.test(plain)) return 'kept'
  if (SECRET.test(plain)) return 'secret'
  if (NAME.test(plain) && !NAME_EXCEPTIONS.test(plain)) return 'name'
  if (HOST.test(plain)) return 'host'
  if (USER.test(plain) && !USER_EXCEPTIONS.test(plain)) return 'user'
  return 'text'
}
