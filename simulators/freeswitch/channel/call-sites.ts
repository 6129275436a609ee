import type { CallSite } from '../events/base-headers.ts'

const site = (file: string, name: string, line: number): CallSite => ({ file, function: name, line })

/** Places in the server's source that fire the events of a channel; taken from recordings of a real server. */
export const CALL_SITES = {
  addSchedule: site('switch_scheduler.c', 'switch_scheduler_add_task_ex', 266),
  answer: site('switch_channel.c', 'switch_channel_perform_mark_answered', 3848),
  bridge: site('switch_ivr_bridge.c', 'switch_ivr_multi_threaded_bridge', 1689),
  broadcast: site('switch_ivr_async.c', 'switch_ivr_broadcast', 5732),
  callState: site('switch_channel.c', 'switch_channel_perform_set_callstate', 302),
  callUpdateReceived: site('switch_channel.c', 'switch_channel_flip_cid', 3279),
  callUpdateSent: site('mod_sofia.c', 'sofia_receive_message', 2133),
  create: site('switch_core_state_machine.c', 'switch_core_session_run', 626),
  deleteSchedule: site('switch_scheduler.c', 'task_thread_loop', 151),
  destroy: site('switch_core_session.c', 'switch_core_session_perform_destroy', 1588),
  execute: site('switch_core_session.c', 'switch_core_session_exec', 2949),
  executeComplete: site('switch_core_session.c', 'switch_core_session_exec', 2972),
  hangup: site('switch_channel.c', 'switch_channel_perform_hangup', 3447),
  hangupComplete: site('switch_core_state_machine.c', 'switch_core_session_reporting_state', 943),
  hold: site('switch_ivr.c', 'switch_ivr_hold', 1558),
  nextEvent: site('switch_ivr.c', 'switch_ivr_parse_next_event', 804),
  originate: site('switch_core_state_machine.c', 'switch_core_session_run', 632),
  outgoing: site('switch_core_session.c', 'switch_core_session_outgoing_channel', 768),
  park: site('switch_ivr.c', 'switch_ivr_park', 1002),
  playbackStart: site('switch_ivr_play_say.c', 'switch_ivr_play_file', 1649),
  playbackStop: site('switch_ivr_play_say.c', 'switch_ivr_play_file', 2023),
  progress: site('switch_channel.c', 'switch_channel_perform_mark_ring_ready_value', 3507),
  progressMedia: site('switch_channel.c', 'switch_channel_perform_mark_pre_answered', 3562),
  readCodec: site('switch_core_codec.c', 'switch_core_session_set_read_codec', 300),
  realReadCodec: site('switch_core_codec.c', 'switch_core_session_set_real_read_codec', 189),
  sessionHeartbeat: site('switch_core_io.c', 'switch_core_session_read_frame', 157),
  state: site('switch_channel.c', 'switch_channel_perform_set_running_state', 2409),
  unbridge: site('switch_ivr_bridge.c', 'switch_ivr_multi_threaded_bridge', 1879),
  unhold: site('switch_ivr.c', 'switch_ivr_unhold', 1638),
  unpark: site('switch_ivr.c', 'switch_ivr_park', 1213),
  writeCodec: site('switch_core_codec.c', 'switch_core_session_set_write_codec', 471),
} as const satisfies Readonly<Record<string, CallSite>>
