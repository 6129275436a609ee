import { directoryVariables } from '../channel/directory-user.ts'
import { INTERNAL, profileUrl } from '../channel/sofia-leg.ts'
import type { FsHeader } from '../codec/event.ts'
import type { CallSite } from '../events/base-headers.ts'
import type { PlainEvent } from './event-script.ts'

/** Asks for a value by its name. */
export type ValueReader = (name: string) => string

export const registrar = (line: number): CallSite => ({
  file: 'sofia_reg.c',
  function: 'sofia_reg_handle_register_token',
  line,
})

/** A registered address; simulated phones put their identity into a parameter of it, as real ones do. */
export const contactOf = (value: ValueReader): string =>
  `"" <sip:${value('user')}@${value('network-ip')}:${value('network-port')};rinstance=${value('id')}>`

/** What the events of a registration begin with. */
export function registrationHeaders(
  value: ValueReader,
  expires: string,
  presence: readonly FsHeader[] = [],
): FsHeader[] {
  return [
    ['profile-name', INTERNAL.name],
    ['from-user', value('user')],
    ['from-host', value('domain')],
    ...presence,
    ['contact', contactOf(value)],
    ['call-id', value('call-id')],
    ['rpid', 'unknown'],
    ['status', 'Registered(UDP)'],
    ['expires', expires],
    ['to-user', value('user')],
    ['to-host', value('domain')],
    ['network-ip', value('network-ip')],
    ['network-port', value('network-port')],
  ]
}

/** A REGISTER comes whose credentials are yet to be asked for. */
export function preRegister(value: ValueReader, expires: string): PlainEvent {
  const headers: FsHeader[] = [...registrationHeaders(value, expires), ['user-agent', value('first-user-agent')]]
  return { name: 'CUSTOM', subclass: 'sofia::pre_register', site: registrar(1810), headers }
}

/** A REGISTER comes with credentials; RENEWED are those that are right. */
export function registerAttempt(
  value: ValueReader,
  expires: string,
  result: 'RENEWED' | 'FORBIDDEN' = 'RENEWED',
): PlainEvent {
  const headers: FsHeader[] = [
    ...registrationHeaders(value, expires),
    ['username', value('user')],
    ['realm', value('domain')],
    ['user-agent', value('user-agent')],
    ['auth-result', result],
  ]
  return { name: 'CUSTOM', subclass: 'sofia::register_attempt', site: registrar(1606), headers }
}

/** What the directory of the vanilla configuration says of a user; it is merged into events. */
export const directoryHeaders = (value: ValueReader): FsHeader[] => [
  ['sip_number_alias', value('user')],
  ['sip_auth_username', value('user')],
  ['sip_auth_realm', value('domain')],
  ['number_alias', value('user')],
  ['user_name', value('user')],
  ['domain_name', value('domain')],
  ...Object.entries(directoryVariables({ user: value('user') })),
]

/** `sip:mod_sofia@…`: the login under which the profile tells of presence. */
export const profileLogin = (value: ValueReader): string => profileUrl(value('node.ipv4'), INTERNAL)
