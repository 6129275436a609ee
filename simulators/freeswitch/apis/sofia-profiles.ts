/** A provider that a profile calls through. */
export interface SipGateway {
  readonly name: string
  readonly url: string
  /** Where the profile registers. @default it does not */
  readonly registrar?: { readonly ip: string; readonly port: string }
}

/** A SIP profile as `sofia status` shows it. */
export interface SipProfile {
  readonly name: string
  readonly alias: string | undefined
  readonly url: string
  readonly gateways: readonly SipGateway[]
  readonly webSockets: readonly (readonly [kind: string, url: string])[]
  /** Lines of `sofia status profile`. */
  readonly details: readonly (readonly [label: string, value: string])[]
}

const CODECS = 'OPUS,G722,PCMU,PCMA,H264,VP8'

/** The two profiles of the vanilla configuration on loopback. */
export const SIP_PROFILES: readonly SipProfile[] = [
  {
    name: 'external',
    alias: undefined,
    url: 'sip:mod_sofia@127.0.0.1:5080',
    gateways: [{ name: 'example.com', url: 'sip:joeuser@example.com' }],
    webSockets: [],
    details: details('external', 5080, [], 'N/A'),
  },
  {
    name: 'internal',
    alias: '127.0.0.1',
    url: 'sip:mod_sofia@127.0.0.1:5060',
    gateways: [],
    webSockets: [
      ['WS', 'sip:mod_sofia@127.0.0.1:5066;transport=ws'],
      ['WSS', 'sips:mod_sofia@127.0.0.1:7443;transport=wss'],
    ],
    details: details(
      'internal',
      5060,
      [
        ['WS-BIND-URL', 'sip:mod_sofia@127.0.0.1:5066;transport=ws'],
        ['WSS-BIND-URL', 'sips:mod_sofia@127.0.0.1:7443;transport=wss'],
      ],
      '127.0.0.1,127.0.0.1',
    ),
  },
]

function details(
  name: string,
  port: number,
  webSockets: readonly (readonly [string, string])[],
  presenceHosts: string,
): SipProfile['details'] {
  return [
    ['Name', name],
    ['Domain Name', 'N/A'],
    ['Auto-NAT', 'false'],
    ['DBName', `sofia_reg_${name}`],
    ['Pres Hosts', presenceHosts],
    ['Dialplan', 'XML'],
    ['Context', 'public'],
    ['Challenge Realm', 'auto_from'],
    ['RTP-IP', '127.0.0.1'],
    ['Ext-RTP-IP', '127.0.0.1'],
    ['SIP-IP', '127.0.0.1'],
    ['Ext-SIP-IP', '127.0.0.1'],
    ['URL', `sip:mod_sofia@127.0.0.1:${port}`],
    ['BIND-URL', `sip:mod_sofia@127.0.0.1:${port};maddr=127.0.0.1;transport=udp,tcp`],
    ...webSockets,
    ['HOLD-MUSIC', 'tone_stream://%(1000,3000,440);loops=-1'],
    ['OUTBOUND-PROXY', 'N/A'],
    ['CODECS IN', CODECS],
    ['CODECS OUT', CODECS],
    ['TEL-EVENT', '101'],
    ['DTMF-MODE', 'rfc2833'],
    ['CNG', '13'],
    ['SESSION-TO', '0'],
    ['MAX-DIALOG', '0'],
    ['MAX-RECV-RPS', '1000'],
    ['NOMEDIA', 'false'],
    ['LATE-NEG', 'true'],
    ['PROXY-MEDIA', 'false'],
    ['AGGRESSIVENAT', 'false'],
    ['CALLS-IN', '0'],
    ['FAILED-CALLS-IN', '0'],
    ['CALLS-OUT', '0'],
    ['FAILED-CALLS-OUT', '0'],
    ['REGISTRATIONS', '0'],
  ]
}
