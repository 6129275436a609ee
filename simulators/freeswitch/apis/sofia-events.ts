import type { FsHeader } from '../codec/event.ts'
import type { CallSite } from '../events/base-headers.ts'
import { type EventTypeName, eventType } from '../events/event-types.ts'
import type { SwitchCore } from '../switch-core.ts'
import type { SipGateway, SipProfile } from './sofia-profiles.ts'

const site = (file: string, name: string, line: number): CallSite => ({ file, function: name, line })
const SITES = {
  addGateway: site('sofia_reg.c', 'sofia_reg_add_gateway', 3723),
  gatewayState: site('sofia_reg.c', 'sofia_reg_fire_custom_gateway_state_event', 156),
  deleteGateway: site('sofia_reg.c', 'sofia_reg_check_gateway', 343),
  publish: site('sofia.c', 'sofia_profile_thread_run', 3433),
  start: site('sofia.c', 'config_sofia', 6343),
  unpublish: site('sofia.c', 'sofia_profile_thread_run', 3543),
} as const

/** A profile has a gateway more: sofia::gateway_add. */
export function gatewayAdded(core: SwitchCore, profile: string, gateway: string): void {
  fire(core, 'CUSTOM', 'sofia::gateway_add', SITES.addGateway, [
    ['Gateway', gateway],
    ['profile-name', profile],
  ])
}

/** How far the registration at a gateway is. */
export type GatewayState = 'TRYING' | 'REGISTER' | 'REGED' | 'DOWN'

/** The registration at a gateway has come to a state: sofia::gateway_state. The first is before anything was sent. */
export function gatewayStateChanged(core: SwitchCore, { name, registrar }: SipGateway, state: GatewayState): void {
  fire(core, 'CUSTOM', 'sofia::gateway_state', SITES.gatewayState, [
    ['Gateway', name],
    ['State', state],
    ['Ping-Status', state === 'REGED' ? 'UP' : 'DOWN'],
    ...(registrar === undefined || state === 'TRYING' ? [] : registrarHeaders(registrar)),
    ...(state === 'REGISTER' ? ACCEPTED : []),
  ])
}

const ACCEPTED: readonly FsHeader[] = [
  ['Phrase', 'OK'],
  ['Status', '200'],
]

const registrarHeaders = ({ ip, port }: NonNullable<SipGateway['registrar']>): FsHeader[] => [
  ['Register-Network-IP', ip],
  ['Register-Network-Port', port],
]

/** A profile has a gateway less: sofia::gateway_delete. */
export function gatewayDeleted(core: SwitchCore, profile: string, gateway: string): void {
  fire(core, 'CUSTOM', 'sofia::gateway_delete', SITES.deleteGateway, [
    ['profile-name', profile],
    ['Gateway', gateway],
  ])
}

/** A profile is down: UNPUBLISH. */
export function profileDown(core: SwitchCore, profile: SipProfile): void {
  fire(core, 'UNPUBLISH', undefined, SITES.unpublish, [...serviceOf(profile), ...namesOf(profile)])
}

/** A profile is up: sofia::profile_start, PUBLISH. */
export function profileUp(core: SwitchCore, profile: SipProfile): void {
  fire(core, 'CUSTOM', 'sofia::profile_start', SITES.start, namesOf(profile))
  fire(core, 'PUBLISH', undefined, SITES.publish, [...serviceOf(profile), ...namesOf(profile)])
}

const serviceOf = ({ url }: SipProfile): FsHeader[] => [
  ['service', '_sip._udp,_sip._tcp,_sip._sctp'],
  ['port', /:(\d+)$/.exec(url)?.[1] ?? ''],
]

const namesOf = ({ name, url }: SipProfile): FsHeader[] => [
  ['module_name', 'mod_sofia'],
  ['profile_name', name],
  ['profile_uri', url],
]

function fire(
  core: SwitchCore,
  name: EventTypeName,
  subclass: string | undefined,
  at: CallSite,
  headers: readonly FsHeader[],
): void {
  const base = core.baseHeaders(name, at)
  core.fireEvent({ type: eventType(name), subclass, headers: [...base, ...headers], body: undefined })
}
