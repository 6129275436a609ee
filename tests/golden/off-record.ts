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

/** Stands for a crash of the server. */
export const CRASH = 'kill -9'

/**
 * Commands that ran on a connection that is not in the recording, by transcript and by the step before which they
 * ran; the recordings name them in their notes or descriptions.
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
  sigkill: { 3: [CRASH] },
  'shutdown-fsctl': { [AFTER_FIRST_COMMAND]: ['api fsctl shutdown'] },
  'shutdown-reload-mod-event-socket': { [AFTER_FIRST_COMMAND]: ['api reload mod_event_socket'] },
}
