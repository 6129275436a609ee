/**
 * The events of contract version 1 as data: which fields each class and event has, in which type. Everything that
 * is published about the contract (schemas, documents, mapping table) is made from this one table.
 */

/** JSON type of a field; in form encoding every value is text. */
export type FieldType = 'text' | 'count' | 'timestamp'

export interface FieldDefinition {
  readonly name: string
  readonly type: FieldType
  readonly meaning: string
}

const FIELDS = {
  class: { name: 'class', type: 'text', meaning: 'the object that the event is about' },
  event: { name: 'event', type: 'text', meaning: 'what happened to it' },
  timestamp: { name: 'timestamp', type: 'timestamp', meaning: 'Unix time of the event, six decimals' },
  machine: { name: 'machine', type: 'count', meaning: 'configured number of the machine that the event happened on' },
  asteriskid: { name: 'asteriskid', type: 'text', meaning: 'id of the channel on its switch' },
  uniqueid: { name: 'uniqueid', type: 'text', meaning: 'id of the leg' },
  callid: { name: 'callid', type: 'text', meaning: 'id of the call at that moment; correlate by uniqueid' },
  direction: { name: 'direction', type: 'text', meaning: 'inbound or outbound, seen from the switch' },
  from: { name: 'from', type: 'text', meaning: 'number or address of the caller or sender' },
  from_name: { name: 'from_name', type: 'text', meaning: 'display name of the caller' },
  to: { name: 'to', type: 'text', meaning: 'dialled number or address of the recipient' },
  cause: { name: 'cause', type: 'text', meaning: 'hang-up cause by name' },
  duration: { name: 'duration', type: 'count', meaning: 'seconds as the switch counts them' },
  body: { name: 'body', type: 'text', meaning: 'text of the message' },
  user: { name: 'user', type: 'text', meaning: 'user part of the address of record' },
  host: { name: 'host', type: 'text', meaning: 'host part of the address of record' },
  contact: { name: 'contact', type: 'text', meaning: 'SIP contact' },
  expires: { name: 'expires', type: 'text', meaning: 'expiry as the switch states it' },
  network_ip: { name: 'network_ip', type: 'text', meaning: 'address that the registration came from' },
  network_port: { name: 'network_port', type: 'text', meaning: 'port that the registration came from' },
  user_agent: { name: 'user_agent', type: 'text', meaning: 'software of the phone' },
  status: { name: 'status', type: 'text', meaning: 'what the machine says about itself' },
  uptime: { name: 'uptime', type: 'text', meaning: 'milliseconds since the switch started' },
  sessions: { name: 'sessions', type: 'text', meaning: 'channels that exist' },
  reason: { name: 'reason', type: 'text', meaning: 'why the link came up or went down' },
} as const satisfies Readonly<Record<string, FieldDefinition>>

export type FieldName = keyof typeof FIELDS
export const fieldDefinition = (name: FieldName): FieldDefinition => FIELDS[name]

/** Where an event comes from in a FreeSWITCH event stream. */
export interface EslOrigin {
  /** Event-Name, or the Event-Subclass of a CUSTOM event. */
  readonly event: string
  /** Condition in words, empty when there is none. */
  readonly when: string
  /** Header of each field; fields that are not named come from the link or from the class itself. */
  readonly headers: Partial<Readonly<Record<FieldName, string>>>
}

export interface EventKind {
  readonly class: string
  readonly event: string
  readonly meaning: string
  /** Fields besides class, event, timestamp and machine. */
  readonly fields: readonly FieldName[]
  readonly esl: EslOrigin | undefined
}

const LEG = { asteriskid: 'Unique-ID', uniqueid: 'Unique-ID', callid: 'Channel-Call-UUID' } as const
const PARTIES = { from: 'Caller-Caller-ID-Number', to: 'Caller-Destination-Number' } as const
const TEXT = { from: 'from', to: 'to', body: 'the body of the event' } as const
const CONTACT = {
  contact: 'contact',
  expires: 'expires',
  network_ip: 'network-ip',
  network_port: 'network-port',
  user_agent: 'user-agent',
} as const
const REGISTERED = { user: 'from-user', host: 'from-host', ...CONTACT } as const

const LEG_FIELDS = ['asteriskid', 'uniqueid', 'callid'] as const
const TEXT_FIELDS = ['from', 'to', 'body'] as const
const REGISTRATION_FIELDS = ['user', 'host', 'contact', 'expires', 'network_ip', 'network_port', 'user_agent'] as const

export const EVENT_KINDS: readonly EventKind[] = [
  {
    class: 'call',
    event: 'start',
    meaning: 'a leg came into being',
    fields: [...LEG_FIELDS, 'direction', 'from', 'from_name', 'to'],
    esl: {
      event: 'CHANNEL_CREATE',
      when: '',
      headers: { ...LEG, ...PARTIES, direction: 'Call-Direction', from_name: 'Caller-Caller-ID-Name' },
    },
  },
  {
    class: 'call',
    event: 'route',
    meaning: 'routing of a leg began; a transfer routes it again',
    fields: [...LEG_FIELDS, 'from', 'to'],
    esl: {
      event: 'CHANNEL_STATE',
      when: 'Channel-State is CS_ROUTING and Channel-Call-State is not DOWN',
      headers: { ...LEG, ...PARTIES },
    },
  },
  {
    class: 'call',
    event: 'answer',
    meaning: 'a leg was answered',
    fields: [...LEG_FIELDS, 'from', 'to'],
    esl: { event: 'CHANNEL_ANSWER', when: '', headers: { ...LEG, ...PARTIES } },
  },
  {
    class: 'call',
    event: 'end',
    meaning: 'a leg ended',
    fields: [...LEG_FIELDS, 'from', 'to', 'cause', 'duration'],
    esl: {
      event: 'CHANNEL_HANGUP_COMPLETE',
      when: '',
      headers: { ...LEG, ...PARTIES, cause: 'Hangup-Cause', duration: 'variable_duration' },
    },
  },
  {
    class: 'message',
    event: 'receive',
    meaning: 'a text message was received',
    fields: TEXT_FIELDS,
    esl: { event: 'MESSAGE', when: 'proto is not global and there is no skip_global_process', headers: TEXT },
  },
  {
    class: 'message',
    event: 'send',
    meaning: 'a text message was sent (provisional)',
    fields: TEXT_FIELDS,
    esl: {
      event: 'SMS::SEND_MESSAGE',
      when: 'there is neither Nonblocking-Delivery nor Delivery-Failure',
      headers: TEXT,
    },
  },
  {
    class: 'registration',
    event: 'register',
    meaning: 'a phone registered or refreshed its registration',
    fields: REGISTRATION_FIELDS,
    esl: { event: 'sofia::register', when: '', headers: REGISTERED },
  },
  {
    class: 'registration',
    event: 'unregister',
    meaning: 'a phone gave its registration up',
    fields: REGISTRATION_FIELDS,
    esl: { event: 'sofia::unregister', when: '', headers: REGISTERED },
  },
  {
    class: 'registration',
    event: 'expire',
    meaning: 'a registration ran out',
    fields: REGISTRATION_FIELDS,
    esl: { event: 'sofia::expire', when: '', headers: { user: 'user', host: 'host', ...CONTACT } },
  },
  {
    class: 'machine',
    event: 'health',
    meaning: 'a machine says that it is alive',
    fields: ['status', 'uptime', 'sessions'],
    esl: {
      event: 'HEARTBEAT',
      when: '',
      headers: { status: 'Event-Info', uptime: 'Uptime-msec', sessions: 'Session-Count' },
    },
  },
  { class: 'machine', event: 'up', meaning: 'the link to a machine came up', fields: ['reason'], esl: undefined },
  { class: 'machine', event: 'down', meaning: 'the link to a machine was lost', fields: ['reason'], esl: undefined },
]

/** Every field of a kind, in the order in which documents list them. */
export const fieldsOf = (kind: EventKind): readonly FieldName[] => [
  'class',
  'event',
  'timestamp',
  'machine',
  ...kind.fields,
]
