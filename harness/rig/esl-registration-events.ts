import type { FsEvent, FsHeader } from '../../simulators/freeswitch/codec/event.ts'
import { base, customEvent, type EslValues } from './esl-values.ts'

/** A phone whose address of record has its tag as user. */
export interface Phone {
  readonly values: EslValues
  readonly user: string
  readonly host: string
  readonly contact: string
  readonly expires: string
  readonly networkIp: string
  readonly networkPort: string
  readonly userAgent: string
}

export function createPhone(values: EslValues, given: Partial<Omit<Phone, 'values'>> = {}): Phone {
  const number = values.number()
  return {
    values,
    user: values.tag(),
    host: `host${number}.example`,
    contact: `"" <sip:${values.number()}@127.0.0.4:5071>`,
    expires: values.number(),
    networkIp: '127.0.0.3',
    networkPort: values.number().slice(-5),
    userAgent: `Phone ${values.number()}`,
    ...given,
  }
}

export function register(phone: Phone, subclass = 'sofia::register'): FsEvent {
  const { values, user, host } = phone
  const site = { file: 'sofia_reg.c', function: 'sofia_reg_handle_register_token', line: 2059 }
  return customEvent(subclass, [
    ...base(values, 'CUSTOM', site),
    ['profile-name', 'internal'],
    ['from-user', user],
    ['from-host', host],
    ['presence-hosts', 'presence.example'],
    ['contact', phone.contact],
    ['call-id', `${values.number()}@127.0.0.5`],
    ['rpid', 'unknown'],
    ['status', 'Registered(UDP)'],
    ['expires', phone.expires],
    ['to-user', values.number()],
    ['to-host', `to${values.number()}.example`],
    ['network-ip', phone.networkIp],
    ['network-port', phone.networkPort],
    ['username', `username${values.number()}`],
    ['realm', 'realm.example'],
    ['user-agent', phone.userAgent],
    ['user_name', values.number()],
    ['domain_name', 'domain.example'],
  ])
}

/** Given up by the phone itself; by loss of its connection the server leaves most headers out. */
export function unregister(phone: Phone, how: 'by-phone' | 'by-lost-connection' = 'by-phone'): FsEvent {
  const { values, user, host } = phone
  if (how === 'by-lost-connection') {
    const site = { file: 'sofia.c', function: 'sofia_handle_sip_i_unregister', line: 2080 }
    const headers: FsHeader[] = [['profile-name', 'internal'], ['from-user', user], ['from-host', host], ['call-id', `${values.number()}@127.0.0.5`], ['rpid', 'unknown'], ['reason', 'socket-disconnection']]
    return customEvent('sofia::unregister', [...base(values, 'CUSTOM', site), ...headers])
  }
  const site = { file: 'sofia_reg.c', function: 'sofia_reg_handle_register_token', line: 2213 }
  return customEvent('sofia::unregister', [
    ...base(values, 'CUSTOM', site),
    ['profile-name', 'internal'],
    ['username', `username${values.number()}`],
    ['from-user', user],
    ['from-host', host],
    ['contact', phone.contact],
    ['call-id', `${values.number()}@127.0.0.5`],
    ['rpid', 'unknown'],
    ['realm', 'realm.example'],
    ['network-ip', phone.networkIp],
    ['network-port', phone.networkPort],
    ['user-agent', phone.userAgent],
    ['expires', '0'],
  ])
}

/** Ran out: other headers than a registration, and `expires` is a moment, not a length of time. */
export function expire(phone: Phone): FsEvent {
  const { values } = phone
  const site = { file: 'sofia_reg.c', function: 'sofia_reg_del_callback', line: 726 }
  return customEvent('sofia::expire', [
    ...base(values, 'CUSTOM', site),
    ['profile-name', 'internal'],
    ['call-id', `${values.number()}@127.0.0.5`],
    ['user', phone.user],
    ['username', `username${values.number()}`],
    ['host', phone.host],
    ['contact', phone.contact],
    ['expires', phone.expires],
    ['user-agent', phone.userAgent],
    ['realm', 'realm.example'],
    ['network-ip', phone.networkIp],
    ['network-port', phone.networkPort],
  ])
}
