import type { FsHeader } from '../codec/event.ts'
import { type EventTypeName, eventType } from '../events/event-types.ts'
import type { CallSite } from '../events/base-headers.ts'
import type { SwitchCore } from '../switch-core.ts'
import type { Api } from './api.ts'

const SENT_AT = { file: 'switch_loadable_module.c', function: 'switch_core_chat_send_args', line: 1100 }
const FAILED_AT = { file: 'sofia_presence.c', function: 'sofia_presence_chat_send', line: 276 }

/**
 * `chat <protocol>|<from>|<to>|<text>`: a MESSAGE by SIP finds nobody who is registered, as nobody is; the event shows
 * it with the failure.
 */
export const chat: Api = {
  name: 'chat',
  run({ core, args }) {
    const [proto, from, to, ...text] = args.split('|')
    const body = text.join('|')
    if (proto === undefined || from === undefined || to === undefined || text.length === 0) return 'Invalid'
    const base = core.baseHeaders('MESSAGE', SENT_AT)
    const isSip = proto.toLowerCase() === 'sip' || proto.toLowerCase().startsWith('sip:')
    if (isSip) noRecipient(core, from, to, body)
    const message: FsHeader[] = [
      ['proto', 'global'],
      ['from', from],
      ['to', to],
      ['skip_global_process', 'true'],
      ['blocking', 'true'],
      ['dest_proto', proto],
      ['Delivery-Failure', 'true'],
    ]
    fire(core, 'MESSAGE', undefined, [...base, ...message], body)
    return 'Error! Message Not Sent'
  },
}

function noRecipient(core: SwitchCore, from: string, to: string, body: string): void {
  const [user = '', domain = core.globals.get('domain') ?? core.identity.ipv4] = from.split('@')
  fireCustom(core, 'sofia::error', FAILED_AT, [
    ['Error-Type', 'chat'],
    ['Error-Reason', 'no recipient'],
    ['Chat-Send-To', to],
    ['Chat-Send-From', `"${user}" <sip:${user}@${domain}>`],
    ['Chat-Send-Profile', to.split('@')[1] ?? domain],
  ], body)
}

function fireCustom(core: SwitchCore, subclass: string, site: CallSite, headers: readonly FsHeader[], body: string): void {
  fire(core, 'CUSTOM', subclass, [...core.baseHeaders('CUSTOM', site), ...headers], body)
}

function fire(
  core: SwitchCore,
  name: EventTypeName,
  subclass: string | undefined,
  headers: readonly FsHeader[],
  body: string,
): void {
  core.fireEvent({ type: eventType(name), subclass, headers, body })
}
