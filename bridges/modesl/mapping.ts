import type { Event } from 'modesl'

/** A contract event: its fields in output order. */
export type Fields = Record<string, string | number>

/** What to subscribe to: event names, then CUSTOM with its subclasses. */
export const EVENTS = [
  'CHANNEL_CREATE',
  'CHANNEL_STATE',
  'CHANNEL_ANSWER',
  'CHANNEL_HANGUP_COMPLETE',
  'MESSAGE',
  'HEARTBEAT',
  'CUSTOM',
  'sofia::register',
  'sofia::unregister',
  'sofia::expire',
  'SMS::SEND_MESSAGE',
]

export const toFields = (event: Event, machine: number): Fields | undefined => {
  const header = (name: string): string => event.getHeader(name) ?? ''
  const base = (kind: string, name: string): Fields => ({
    class: kind,
    event: name,
    timestamp: timestamp(header('Event-Date-Timestamp')),
    machine,
  })
  const call = (name: string): Fields => ({
    ...base('call', name),
    asteriskid: header('Unique-ID'),
    uniqueid: header('Unique-ID'),
    callid: header('Channel-Call-UUID'),
    from: header('Caller-Caller-ID-Number'),
    to: header('Caller-Destination-Number'),
  })
  const message = (name: string): Fields => ({
    ...base('message', name),
    from: header('from'),
    to: header('to'),
    body: event.getBody(),
  })
  const registration = (name: string, prefix: string): Fields => ({
    ...base('registration', name),
    user: header(`${prefix}user`),
    host: header(`${prefix}host`),
    contact: header('contact'),
    expires: header('expires'),
    network_ip: header('network-ip'),
    network_port: header('network-port'),
    user_agent: header('user-agent'),
  })

  switch (header('Event-Name')) {
    case 'CHANNEL_CREATE':
      return { ...call('start'), direction: header('Call-Direction'), from_name: header('Caller-Caller-ID-Name') }
    case 'CHANNEL_STATE':
      // Originated legs pass CS_ROUTING without being routed; their call state is still DOWN.
      return header('Channel-State') === 'CS_ROUTING' && header('Channel-Call-State') !== 'DOWN'
        ? call('route')
        : undefined
    case 'CHANNEL_ANSWER':
      return call('answer')
    case 'CHANNEL_HANGUP_COMPLETE':
      return { ...call('end'), cause: header('Hangup-Cause'), duration: Number(header('variable_duration')) || 0 }
    case 'MESSAGE':
      return header('proto') !== 'global' && header('skip_global_process') === '' ? message('receive') : undefined
    case 'HEARTBEAT':
      return {
        ...base('machine', 'health'),
        status: header('Event-Info'),
        uptime: header('Uptime-msec'),
        sessions: header('Session-Count'),
      }
    case 'CUSTOM':
      break
    default:
      return undefined
  }
  switch (header('Event-Subclass')) {
    case 'sofia::register':
      return registration('register', 'from-')
    case 'sofia::unregister':
      return registration('unregister', 'from-')
    case 'sofia::expire':
      return registration('expire', '')
    case 'SMS::SEND_MESSAGE':
      return header('Nonblocking-Delivery') === '' && header('Delivery-Failure') === '' ? message('send') : undefined
    default:
      return undefined
  }
}

export const machineFields = (name: 'up' | 'down', machine: number, reason: string): Fields => ({
  class: 'machine',
  event: name,
  timestamp: timestamp(''),
  machine,
  reason,
})

/** Unix seconds with six decimals from microseconds; the present when there are none. */
const timestamp = (microseconds: string): string => (Number(microseconds || Date.now() * 1000) / 1e6).toFixed(6)
