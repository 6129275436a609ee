import { type Gateways, profileCommand } from './sofia-profile-command.ts'
import { SIP_PROFILES } from './sofia-profiles.ts'
import type { Api } from './api.ts'
import type { SipGateway, SipProfile } from './sofia-profiles.ts'

const RULE = `${'='.repeat(97)}\n`

/**
 * `sofia status|xmlstatus|profile …` of one node: two profiles, one alias and a gateway.
 * @param configured gateways that the configuration has besides, by profile: a `rescan` finds what is new
 */
export function sofiaApi(configured: ReadonlyMap<string, readonly SipGateway[]> = new Map()): Api {
  const gateways: Gateways = new Map(SIP_PROFILES.map((profile) => [profile.name, profile.gateways]))
  return {
    name: 'sofia',
    run({ core, args }) {
      const [action = '', kind, name = '', ...rest] = args.split(/ +/)
      if (action === 'xmlstatus') return xmlStatus(gateways)
      if (action === 'profile') {
        const profile = findProfile(kind ?? '')
        if (profile === undefined) return `Invalid Profile [${kind ?? ''}]`
        return profileCommand(core, { up: gateways, configured }, profile, [name, ...rest])
      }
      if (action !== 'status') return `Unknown Command [${action}]\n`
      if (kind === undefined) return statusTable(gateways)
      const profile = findProfile(name)
      if (kind !== 'profile' || profile === undefined)
        return kind === 'gateway' ? 'Invalid Gateway!\n' : 'Invalid Profile!\n'
      return RULE + profile.details.map(detail).join('')
    },
  }
}

const findProfile = (name: string): SipProfile | undefined => SIP_PROFILES.find((candidate) => candidate.name === name)

/** One label is a blank shorter than all others. */
function detail([label, value]: readonly [string, string]): string {
  return `${label.padEnd(label === 'WS-BIND-URL' ? 16 : 17)}\t${value}\n`
}

function statusTable(gateways: Gateways): string {
  const rows = SIP_PROFILES.flatMap((profile) => [
    ...(profile.alias === undefined ? [] : [[profile.alias, 'alias', profile.name, 'ALIASED'] as const]),
    [profile.name, 'profile', profile.url, 'RUNNING (0)'] as const,
    ...(gateways.get(profile.name) ?? []).map(
      (gateway) => [`${profile.name}::${gateway.name}`, 'gateway', gateway.url, 'NOREG'] as const,
    ),
  ])
  const sorted = [...rows].sort((a, b) => Number(b[1] === 'alias') - Number(a[1] === 'alias'))
  const lines = [['Name', '   Type', 'Data', 'State'] as const, ...sorted].map(line)
  const [head = '', ...body] = lines
  return `${head}${RULE}${body.join('')}${RULE}2 profiles 1 alias\n`
}

function line([name, type, data, state]: readonly [string, string, string, string]): string {
  return `${name.padStart(25)}\t${type.padStart(7)}\t${data.padStart(42)}\t${state}\n`
}

function xmlStatus(gateways: Gateways): string {
  const aliases = SIP_PROFILES.filter(({ alias }) => alias !== undefined)
  const items = [
    ...aliases.map((profile) => element('alias', profile.alias ?? '', profile.name, 'ALIASED')),
    ...SIP_PROFILES.map((profile) => xmlProfile(profile, gateways.get(profile.name) ?? [])),
  ]
  return `<?xml version="1.0" encoding="ISO-8859-1"?>\n<profiles>\n${items.join('')}</profiles>\n`
}

function xmlProfile({ name, url, webSockets }: SipProfile, gateways: SipProfile['gateways']): string {
  const gatewayElements = gateways.map((gateway) => `${element('gateway', gateway.name, gateway.url, 'NOREG')}\n`)
  const socketElements = webSockets.map(([kind, socketUrl]) =>
    element('profile', name, socketUrl, `RUNNING (0) (${kind})`),
  )
  return element('profile', name, url, 'RUNNING (0)') + gatewayElements.join('') + socketElements.join('')
}

function element(type: string, name: string, data: string, state: string): string {
  return `<${type}>\n<name>${name}</name>\n<type>${type}</type>\n<data>${data}</data>\n<state>${state}</state>\n</${type}>\n`
}
