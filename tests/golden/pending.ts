const NEEDS_CALLS = 'acts on calls'

/** Recordings that a replay does not match yet, each with its reason. One that matches must leave this list. */
export const PENDING: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    [
      'api-originate-404', 'api-originate-bad-app', 'api-originate-bad-endpoint', 'api-originate-conn-refused',
      'api-originate-noargs', 'api-originate-ok', 'api-originate-user-unregistered', 'api-sched', 'api-bad-uuid-answer',
      'api-bad-uuid-audio', 'api-bad-uuid-break', 'api-bad-uuid-debug-media', 'api-bad-uuid-deflect',
      'api-bad-uuid-dump', 'api-bad-uuid-kill', 'api-bad-uuid-park', 'api-bad-uuid-phone-event', 'api-bad-uuid-record',
      'api-bad-uuid-recv-dtmf', 'api-bad-uuid-send-dtmf', 'api-bad-uuid-setvar', 'bgapi-originate-fail',
      'bgapi-originate-ok', 'log-with-session', 'myevents-live', 'myevents-live-JSON', 'myevents-live-bogus',
      'myevents-live-commands', 'myevents-live-json', 'myevents-live-plain', 'myevents-live-then-event',
      'myevents-live-xml', 'sendmsg-execute', 'sendmsg-execute-body', 'sendmsg-execute-body-and-arg',
      'sendmsg-execute-event-lock', 'sendmsg-execute-loops', 'sendmsg-execute-noapp', 'sendmsg-execute-unknown-app',
      'sendmsg-execute-utf8', 'sendmsg-hangup', 'sendmsg-hangup-bad', 'sendmsg-hangup-number', 'sendmsg-header-case',
      'sendmsg-lead-frames', 'sendmsg-nomedia', 'sendmsg-session-id-header', 'sendmsg-unicast',
      'sendmsg-uuid-broadcast', 'sendmsg-xferext', 'sendmsg-xferext-none',
    ].map((name) => [name, NEEDS_CALLS]),
  ),
  'api-large-response': 'lists the API commands of modules that are not imitated',
  'api-show-application-json': 'lists the interfaces of modules that are not imitated',
  'api-user-data': 'there is no directory of SIP users',
  'api-user-exists': 'there is no directory of SIP users',
  'log-and-events': 'a turn of the real server lasts 20 ms and writes log lines before events, so that an older event comes later',
  'shutdown-fsctl': 'the modules that are unloaded one by one are not imitated',
}
