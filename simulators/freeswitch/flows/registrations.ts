import { INTERNAL } from '../channel/sofia-leg.ts'
import type { FsHeader } from '../codec/event.ts'
import { defineEvents, type PlainEvent } from './event-script.ts'
import {
  contactOf,
  directoryHeaders,
  preRegister,
  profileLogin,
  registerAttempt,
  registrar,
  registrationHeaders,
  type ValueReader,
} from './registration-parts.ts'

/** A phone registers and the switch asks for its messages. Recording: register-refresh, first part. */
export const register = defineEvents({
  name: 'register',
  milestones: ['register'],
  events: (value) => [
    preRegister(value, value('expires')),
    registerAttempt(value, value('expires')),
    registered(value),
    {
      name: 'MESSAGE_QUERY',
      site: registrar(2168),
      headers: [
        ['Message-Account', `sip:${value('user')}@${value('domain')}`],
        ['VM-Sofia-Profile', INTERNAL.name],
        ['VM-Call-ID', value('call-id')],
      ],
    },
  ],
})

/** A phone registers again in the same dialog. Recording: register-refresh, second part. */
export const registerRefresh = defineEvents({
  name: 'register-refresh',
  milestones: ['register'],
  events: (value) => [registerAttempt(value, value('expires')), registered(value)],
})

/** A phone registers with a wrong password, or for a user that does not exist. Recording: register-wrong-password. */
export const registerRefused = defineEvents({
  name: 'register-refused',
  milestones: [],
  events: (value) => [
    preRegister(value, value('expires')),
    registerAttempt(value, value('expires'), 'FORBIDDEN'),
    { name: 'CUSTOM', subclass: 'sofia::register_failure', site: registrar(1792), headers: failureHeaders(value) },
  ],
})

/** A phone signs off by SIP. Recording: register-refresh, third part. */
export const unregister = defineEvents({
  name: 'unregister',
  milestones: ['unregister'],
  events: (value) => [
    preRegister(value, '0'),
    registerAttempt(value, '0'),
    {
      name: 'PRESENCE_IN',
      site: registrar(2103),
      headers: presence(value, 'unknown', value('user-agent'), [['presence-source', 'register']]),
    },
    { name: 'CUSTOM', subclass: 'sofia::unregister', site: registrar(2213), headers: unregisterHeaders(value) },
  ],
})

/** A phone has not registered in time. Recording: register-expire. */
export const registrationExpired = defineEvents({
  name: 'registration-expired',
  milestones: ['expire'],
  events: (value) => [
    { name: 'CUSTOM', subclass: 'sofia::expire', site: expiry(726), headers: expireHeaders(value) },
    { name: 'PRESENCE_IN', site: expiry(741), headers: presence(value, 'away', 'Registered(UDP)') },
  ],
})

const expiry = (line: number) => ({ file: 'sofia_reg.c', function: 'sofia_reg_del_callback', line })

function registered(value: ValueReader): PlainEvent {
  const hosts: FsHeader = ['presence-hosts', `${value('domain')},${value('node.ipv4')}`]
  const headers: FsHeader[] = [
    ...registrationHeaders(value, value('expires'), [hosts]),
    ['username', value('user')],
    ['realm', value('domain')],
    ['user-agent', value('user-agent')],
    ...directoryHeaders(value),
  ]
  return { name: 'CUSTOM', subclass: 'sofia::register', site: registrar(2059), headers }
}

/** `profile-name` stands in it twice, as on the wire. */
function failureHeaders(value: ValueReader): FsHeader[] {
  return [
    ['profile-name', INTERNAL.name],
    ['to-user', value('user')],
    ['to-host', value('domain')],
    ['network-ip', value('network-ip')],
    ['user-agent', value('user-agent')],
    ['profile-name', INTERNAL.name],
    ['network-port', value('network-port')],
    ['registration-type', 'REGISTER'],
  ]
}

function unregisterHeaders(value: ValueReader): FsHeader[] {
  return [
    ['profile-name', INTERNAL.name],
    ['username', value('user')],
    ['from-user', value('user')],
    ['from-host', value('domain')],
    ['contact', contactOf(value)],
    ['call-id', value('call-id')],
    ['rpid', 'unknown'],
    ['realm', value('domain')],
    ['network-ip', value('network-ip')],
    ['network-port', value('network-port')],
    ['user-agent', value('user-agent')],
    ['expires', '0'],
    ...directoryHeaders(value),
  ]
}

/** Here `expires` is a moment, whereas registrations tell how many seconds they hold. */
function expireHeaders(value: ValueReader): FsHeader[] {
  return [
    ['profile-name', INTERNAL.name],
    ['call-id', value('call-id')],
    ['user', value('user')],
    ['username', value('user')],
    ['host', value('domain')],
    ['contact', contactOf(value)],
    ['expires', value('expires-at')],
    ['user-agent', value('user-agent')],
    ['realm', value('domain')],
    ['network-ip', value('network-ip')],
    ['network-port', value('network-port')],
  ]
}

function presence(value: ValueReader, rpid: string, userAgent: string, source: readonly FsHeader[] = []): FsHeader[] {
  return [
    ['proto', 'sip'],
    ['rpid', rpid],
    ['login', profileLogin(value)],
    ['user-agent', userAgent],
    ['from', `${value('user')}@${value('domain')}`],
    ['status', 'Unregistered'],
    ...source,
    ['event_type', 'presence'],
  ]
}
