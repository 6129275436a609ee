import { SIP_PROFILES } from './sofia-profiles.ts'
import type { Api } from './api.ts'
import type { SipProfile } from './sofia-profiles.ts'

const RULE = `${'='.repeat(97)}\n`

/** `sofia status [profile <name>]` and `sofia xmlstatus`: two profiles, one alias and a gateway that never change. */
export const sofia: Api = {
  name: 'sofia',
  run({ args }) {
    const [action = '', kind, name = ''] = args.split(/ +/)
    if (action === 'xmlstatus') return xmlStatus()
    if (action !== 'status') return `Unknown Command [${action}]\n`
    if (kind === undefined) return statusTable()
    const profile = SIP_PROFILES.find((candidate) => candidate.name === name)
    if (kind !== 'profile' || profile === undefined)
      return kind === 'gateway' ? 'Invalid Gateway!\n' : 'Invalid Profile!\n'
    return RULE + profile.details.map(detail).join('')
  },
}

/** One label is a blank shorter than all others. */
function detail([label, value]: readonly [string, string]): string {
  return `${label.padEnd(label === 'WS-BIND-URL' ? 16 : 17)}\t${value}\n`
}

function statusTable(): string {
  const rows = SIP_PROFILES.flatMap((profile) => [
    ...(profile.alias === undefined ? [] : [[profile.alias, 'alias', profile.name, 'ALIASED'] as const]),
    [profile.name, 'profile', profile.url, 'RUNNING (0)'] as const,
    ...profile.gateways.map(
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

function xmlStatus(): string {
  const aliases = SIP_PROFILES.filter(({ alias }) => alias !== undefined)
  const items = [
    ...aliases.map((profile) => element('alias', profile.alias ?? '', profile.name, 'ALIASED')),
    ...SIP_PROFILES.map(xmlProfile),
  ]
  return `<?xml version="1.0" encoding="ISO-8859-1"?>\n<profiles>\n${items.join('')}</profiles>\n`
}

function xmlProfile({ name, url, gateways, webSockets }: SipProfile): string {
  const gatewayElements = gateways.map((gateway) => `${element('gateway', gateway.name, gateway.url, 'NOREG')}\n`)
  const socketElements = webSockets.map(([kind, socketUrl]) =>
    element('profile', name, socketUrl, `RUNNING (0) (${kind})`),
  )
  return element('profile', name, url, 'RUNNING (0)') + gatewayElements.join('') + socketElements.join('')
}

function element(type: string, name: string, data: string, state: string): string {
  return `<${type}>\n<name>${name}</name>\n<type>${type}</type>\n<data>${data}</data>\n<state>${state}</state>\n</${type}>\n`
}
