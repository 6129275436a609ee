import type { SwitchCore } from '../switch-core.ts'
import { fireReloadxml } from './reloadxml.ts'
import { gatewayAdded, gatewayDeleted, profileDown, profileUp } from './sofia-events.ts'
import type { SipProfile } from './sofia-profiles.ts'

/** Gateways that are up, by profile. */
export type Gateways = Map<string, SipProfile['gateways']>

/** Times of the recorded restart of a profile. */
const GATEWAYS_GONE_MS = 400
const UP_AGAIN_MS = 1600
/** The profile looks at its gateways once a second. */
const GATEWAY_CHECK_MS = 1000

const RELOADED = 'Reload XML [Success]\n'

/** `sofia profile <name> restart|rescan|start|stop|killgw|flush_inbound_reg …` */
export function profileCommand(core: SwitchCore, gateways: Gateways, profile: SipProfile, words: readonly string[]): string {
  const [command = '', argument = ''] = words
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
      return `${RELOADED}+OK scan complete\n`
    case 'killgw':
      return killGateway(core, gateways, profile, argument)
    case 'flush_inbound_reg':
      return '+OK flushing all registrations\n'
    default:
      return `Unknown Command [${command}]\n`
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
  core.timers.after(GATEWAY_CHECK_MS, () => {
    gateways.set(name, (gateways.get(name) ?? []).filter((one) => !doomed.includes(one)))
    for (const one of doomed) gatewayDeleted(core, name, one.name)
  })
  return '+OK gateway marked for deletion.\n'
}
