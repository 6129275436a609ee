/** What one client library managed against the simulator; the tests hold each entry against the library itself. */
export interface ClientEntry {
  readonly name: string
  readonly version: string
  /** What it sends of its own accord, in order. */
  readonly onConnect: readonly string[]
  /** How it gets at the output of an API command. */
  readonly api: 'api' | 'not offered'
  readonly filter: 'filter' | 'in a subclass only'
  /** Whether it takes calls that the switch sends to it (application `socket`). */
  readonly outbound: 'server' | 'not offered'
  /** What it does when its connection ends. */
  readonly reconnects: 'subscribes again' | 'logs in, subscriptions are left to its user' | 'left to its user'
  /** Weaknesses of its own, each pinned by a test: the simulator behaves as the real server does when they show. */
  readonly defects: readonly string[]
}

/** Client libraries for Node.js, unmodified, as they come from the registry. */
export const CLIENTS = [
  {
    name: 'modesl',
    version: '1.2.1',
    onConnect: ['auth ClueCon', 'event json BACKGROUND_JOB CHANNEL_EXECUTE_COMPLETE'],
    api: 'api',
    filter: 'filter',
    outbound: 'server',
    reconnects: 'left to its user',
    defects: [
      'a malformed percent-escape in a plain event throws `URIError` out of the socket, which ends the process',
      'a reset connection gives `error` but never `esl::end`',
    ],
  },
  {
    name: 'drachtio-modesl',
    version: '1.3.1',
    onConnect: ['auth ClueCon'],
    api: 'api',
    filter: 'filter',
    outbound: 'server',
    reconnects: 'logs in, subscriptions are left to its user',
    defects: [
      'a malformed percent-escape in a plain event throws `URIError` out of the socket, which ends the process',
      'after a reconnect nothing arrives until its user subscribes again',
    ],
  },
  {
    name: 'esl',
    version: '11.2.1',
    onConnect: ['auth ClueCon', 'event json CHANNEL_EXECUTE_COMPLETE BACKGROUND_JOB'],
    api: 'api',
    filter: 'filter',
    outbound: 'server',
    reconnects: 'logs in, subscriptions are left to its user',
    defects: ['a reply whose value has a second ": " in it is cut there'],
  },
  {
    name: 'esl-lite',
    version: '3.2.0',
    onConnect: ['auth ClueCon', 'event json CUSTOM', 'event json CHANNEL_EXECUTE_COMPLETE', 'event json BACKGROUND_JOB'],
    api: 'not offered',
    filter: 'in a subclass only',
    outbound: 'not offered',
    reconnects: 'subscribes again',
    defects: [
      'an empty line that is split between two segments is not seen: the event is lost',
      'octet by octet it never sees the greeting',
      'a raw control byte in a JSON event makes it drop the connection',
      'a content type that it does not know makes it drop the connection',
    ],
  },
] as const satisfies readonly ClientEntry[]

export type ClientName = (typeof CLIENTS)[number]['name']
