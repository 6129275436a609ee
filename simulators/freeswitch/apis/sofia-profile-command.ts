import type { SwitchCore } from '../switch-core.ts'
import { fireReloadxml } from './reloadxml.ts'
import { gatewayAdded, gatewayDeleted, gatewayStateChanged, profileDown, profileUp } from './sofia-events.ts'
import type { SipGateway, SipProfile } from './sofia-profiles.ts'

/** Gateways that are up, by profile. */
export type Gateways = Map<string, SipProfile['gateways']>

/** Times of the recorded restart of a profile. */
const GATEWAYS_GONE_MS = 400
const UP_AGAIN_MS = 1600
/** The profile looks at its gateways once a second. */
const GATEWAY_CHECK_MS = 1000

/** Times after the rescan of the recorded registration: it is tried, accepted, and looked at again. */
const REGISTRATION = [
  ['TRYING', 120],
  ['REGISTER', 160],
  ['REGED', 1160],
] as const

const RELOADED = 'Reload XML [Success]\n'

/** Gateways of a node: those that are up, and those that its configuration has besides the vanilla ones, by profile. */
export interface GatewayBook {
  readonly up: Gateways
  readonly configured: ReadonlyMap<string, readonly SipGateway[]>
}

/** `sofia profile <name> restart|rescan|start|stop|killgw|flush_inbound_reg …` */
export function profileCommand(core: SwitchCore, book: GatewayBook, profile: SipProfile, words: readonly string[]): string {
  const [command = '', argument = ''] = words
  const gateways = book.up
  switch (command) {
    case 'restart':
      fireReloadxml(core)
      stop(core, gateways, profile)
      core.timers.after(UP_AGAIN_MS, () => start(core, gateways, profile))
      return `${RELOADED}restarting: ${profile.name}`
    case 'stop':
      stop(core, gateways, profile)
      return `stopping: ${profile.name}`
    case 'start':
      start(core, gateways, profile)
      return `${RELOADED}${profile.name} started successfully\n`
    case 'rescan':
      fireReloadxml(core)
      rescan(core, book, profile.name)
      return `${RELOADED}+OK scan complete\n`
    case 'killgw':
      return killGateway(core, gateways, profile, argument)
    case 'flush_inbound_reg':
      return '+OK flushing all registrations\n'
    default:
      return `Unknown Command [${command}]\n`
  }
}

/** Gateways that the configuration has got since the last look are added, and begin to register. */
function rescan(core: SwitchCore, { up, configured }: GatewayBook, profile: string): void {
  const known = up.get(profile) ?? []
  const added = (configured.get(profile) ?? []).filter(({ name }) => known.every((one) => one.name !== name))
  up.set(profile, [...known, ...added])
  for (const gateway of added) {
    gatewayAdded(core, profile, gateway.name)
    if (gateway.registrar !== undefined) register(core, up, profile, gateway)
  }
}

function register(core: SwitchCore, up: Gateways, profile: string, gateway: SipGateway): void {
  for (const [state, ms] of REGISTRATION) {
    core.timers.after(ms, () => {
      if (up.get(profile)?.includes(gateway) === true) gatewayStateChanged(core, gateway, state)
    })
  }
}

function stop(core: SwitchCore, gateways: Gateways, profile: SipProfile): void {
  const { name } = profile
  core.timers.after(GATEWAYS_GONE_MS, () => {
    for (const gateway of gateways.get(name) ?? []) gatewayDeleted(core, name, gateway.name)
    gateways.set(name, [])
  })
  core.timers.after(UP_AGAIN_MS, () => profileDown(core, profile))
}

function start(core: SwitchCore, gateways: Gateways, profile: SipProfile): void {
  profileUp(core, profile)
  gateways.set(profile.name, profile.gateways)
  for (const gateway of profile.gateways) gatewayAdded(core, profile.name, gateway.name)
}

function killGateway(core: SwitchCore, gateways: Gateways, { name }: SipProfile, gateway: string): string {
  const own = gateways.get(name) ?? []
  if (gateway !== '_all_' && own.every((one) => one.name !== gateway)) return 'Invalid Gateway!\n'
  const doomed = own.filter((one) => gateway === '_all_' || one.name === gateway)
  for (const one of doomed) if (one.registrar !== undefined) gatewayStateChanged(core, one, 'DOWN')
  core.timers.after(GATEWAY_CHECK_MS, () => {
    gateways.set(name, (gateways.get(name) ?? []).filter((one) => !doomed.includes(one)))
    for (const one of doomed) gatewayDeleted(core, name, one.name)
  })
  return '+OK gateway marked for deletion.\n'
}
