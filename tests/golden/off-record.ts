import type { Transcript } from './transcript.ts'

/** Steps that every recording of a command begins with: greeting, login, its answer, the command and its answer. */
const AFTER_FIRST_COMMAND = 5

const LOG_LEVELS = [
  '-1',
  '0',
  '7',
  '99',
  'alert',
  'all',
  'console',
  'debug1',
  'debug10',
  'err',
  'err_X_y',
  'info',
  'notice',
  'warning',
]
const LINES = ['debug', 'info', 'notice', 'warning', 'err', 'crit', 'alert', 'console']

const LIVE_CALL = /^live call made by another connection: (originate \{origination_uuid=([^}]+)\}.*) -> /

/** Commands that a note says were sent on a connection that is not recorded. */
export function commandsOf(note: string): readonly string[] {
  const command = LIVE_CALL.exec(note)?.[1]
  return command === undefined ? [] : [`api ${command}`]
}

/** The call that was made before the recorded commands were sent. */
export function liveCallOf({ steps }: Transcript): { readonly uuid: string } | undefined {
  const uuids = steps.flatMap((step) => (step.kind === 'note' ? (LIVE_CALL.exec(step.note)?.[2] ?? []) : []))
  return uuids[0] === undefined ? undefined : { uuid: uuids[0] }
}

const MYEVENTS = ['', '-plain', '-json', '-xml', '-JSON', '-bogus']

/** Stands for a crash of the server. */
export const CRASH = 'kill -9'
/** Stands for more events than a client that stops reading survives. */
export const FLOOD = 'flood'

/**
 * Commands that ran on a connection that is not in the recording, by transcript and by the step before which they
 * ran; the recordings name them in their notes or descriptions. `$U` stands for the uuid of the live call.
 */
export const OFF_RECORD: Readonly<Record<string, Readonly<Record<number, readonly string[]>>>> = {
  ...Object.fromEntries(
    LOG_LEVELS.map((level) => [`log-${level}`, { [AFTER_FIRST_COMMAND]: ['api log warning golden log line'] }]),
  ),
  'log-data-frame': {
    [AFTER_FIRST_COMMAND]: LINES.map((level) => `api log ${level} golden ${level} line`),
    8: ['api log warning hidden', `api log err ${Buffer.from('shown ☎ utf8').toString('latin1')}`],
  },
  'log-multiline': { [AFTER_FIRST_COMMAND]: ['api log console one\\ntwo'] },
  'log-and-events': { 8: ['api log info golden info'] },
  'events-during-slow-client': {
    [AFTER_FIRST_COMMAND]: Array.from({ length: 50 }, (_, i) => `sendevent CUSTOM\nEvent-Subclass: golden::a\nN: ${i}`),
  },
  ...Object.fromEntries(
    MYEVENTS.map((form) => [`myevents-live${form}`, { 6: ['api uuid_recv_dtmf $U 5'], 11: ['api uuid_kill $U'] }]),
  ),
  'log-with-session': { 6: ['api uuid_kill $U'] },
  sigkill: { 3: [CRASH] },
  'listener-killed-lost-events': { 6: [FLOOD] },
}
