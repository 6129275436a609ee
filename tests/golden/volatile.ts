/** A value that differs between two runs of the real server itself. */
export interface VolatileValue {
  readonly what: string
  readonly reason: string
  /** The value is what the groups named `keep…` leave out. */
  readonly pattern: RegExp
}

/** Matches the value of an event header in plain, JSON and XML text. */
function header(name: string): RegExp {
  return new RegExp(`(?<keep1>^${name}: |"${name}":"|<${name}>)[^\\n"<]*`, 'gm')
}

/** Matches the value of a header whose name is one of a pattern, if the value is of a pattern, too. */
function headers(names: string, value: string): RegExp {
  return new RegExp(`(?<keep1>^(?:${names}): |"(?:${names})":"|<(?:${names})>)(?:${value})(?=[\\n"<])`, 'gm')
}

const CALL_TIMES =
  '(?:Caller|Channel|Other-Leg)-(?:Profile-Created|Channel-Created|Channel-Answered|Channel-Progress|' +
  'Channel-Progress-Media|Channel-Hangup|Channel-Transfer|Channel-Bridged)-Time'

const CALL_LENGTHS = 'variable_(?:[mu]?duration|(?:bill|progress|answer|wait|progress_media|flow_bill)[mu]?sec)'

/** Everything that a comparison with a recording leaves out, in the order in which it is replaced. */
export const VOLATILE_VALUES: readonly VolatileValue[] = [
  { what: 'local date', reason: 'time of the run', pattern: header('Event-Date-Local') },
  { what: 'GMT date', reason: 'time of the run', pattern: header('Event-Date-GMT') },
  { what: 'timestamp', reason: 'time of the run', pattern: header('Event-Date-Timestamp') },
  { what: 'sequence', reason: 'counts all that the server did before', pattern: header('Event-Sequence') },
  { what: 'core uuid', reason: 'new at every start of a server', pattern: header('Core-UUID') },
  {
    what: 'length of a status',
    reason: 'the uptime in it has more or fewer digits',
    pattern:
      /(?<keep1>Content-Length(?:: |":"|>))\d+(?<keep2>(?:\n\n|","_body":"|<\/Content-Length>\n {2}<body>)UP \d)/g,
  },
  {
    what: 'uptime',
    reason: 'time since the start of the server',
    pattern:
      /(?<keep1>^UP |"_body":"UP |<body>UP )\d+ years?, \d+ days?, \d+ hours?, \d+ minutes?, \d+ seconds?, \d+ milliseconds?, \d+ microseconds?/gm,
  },
  {
    what: 'uptime number',
    reason: 'time since the start of the server',
    pattern: /(?<keep1>api\/response\nContent-Length: \d+\n\n)\d{1,9}(?=\n$)/g,
  },
  { what: 'epoch', reason: 'time of the run', pattern: /(?<keep1>api\/response\nContent-Length: 10\n\n)\d{10}$/g },
  { what: 'uptime object', reason: 'time since the start of the server', pattern: /(?<keep1>"uptime":)\{[^}]*\}/g },
  { what: 'idle CPU', reason: 'load of the machine', pattern: /(?<keep1>min idle cpu 0\.00\/|"allowed":)[\d.]+/g },
  {
    what: 'time and idle CPU of a log line',
    reason: 'time of the run and load of the machine',
    pattern: /(?<keep1>^)\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{6} [\d.]+%/gm,
  },
  { what: 'time of a call', reason: 'time of the run; that it is not 0 is compared', pattern: headers(CALL_TIMES, '\\d{16}') },
  {
    what: 'date that a dialplan sets',
    reason: 'time of the run',
    pattern: /[A-Z][a-z]{2},(?: |%20)\d\d(?: |%20)[A-Z][a-z]{2}(?: |%20)\d{4}(?: |%20)\d\d(?::|%3A)\d\d(?::|%3A)\d\d(?: |%20)(?:\+|%2B)\d{4}/g,
  },
  { what: 'stamp of a call', reason: 'time of the run', pattern: headers('variable_\\w+_stamp', '[^\\n"<]+') },
  { what: 'epoch of a call', reason: 'time of the run; that it is not 0 is compared', pattern: headers('variable_\\w+_epoch', '\\d{10}') },
  {
    what: 'finer epoch of a call',
    reason: 'time of the run; that it is not 0 is compared',
    pattern: headers('variable_\\w+_uepoch', '\\d{16}'),
  },
  { what: 'length of a call', reason: 'time between the actions of the run', pattern: headers(CALL_LENGTHS, '\\d+') },
  {
    what: 'packets of a call',
    reason: 'time between the actions of the run',
    pattern: headers('variable_rtp_audio_in_skip_packet_count', '\\d+'),
  },
  { what: 'time of a transfer', reason: 'time of the run', pattern: /(?<keep1>(?:-Transfer-Source|transfer_source|transfer_history): )\d{10}/g },
  { what: 'number of a session', reason: 'counts the calls of the server', pattern: headers('variable_session_id', '\\d+') },
]

/** Uuids are replaced by the order of their first appearance: which of them are equal is compared. */
export const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g
