import type { FsEvent, FsHeader } from '../codec/event.ts'
import { headerText } from '../codec/event-headers.ts'
import { serializeEvent } from '../codec/serialize.ts'
import { eventType } from '../events/event-types.ts'
import { channelBlock } from '../channel/channel.ts'
import { variableHeaders } from '../channel/variables.ts'
import type { SwitchCore } from '../switch-core.ts'
import { type LegApi, NO_SUCH_CHANNEL } from './call-api.ts'

const SITE = { file: 'mod_commands.c', function: 'uuid_dump_function', line: 6460 }

/** `uuid_dump <uuid> [plain|txt|xml|json]`: the leg as a CHANNEL_DATA event; plain text is not encoded. */
export const uuidDump: LegApi = {
  name: 'uuid_dump',
  usage: '-USAGE: <uuid> [format]\n',
  unknown: NO_SUCH_CHANNEL,
  run: ({ channel }, rest, { core }) => dump(core, [...channelBlock(channel), ...variableHeaders(channel.variables)], rest),
  runPlanned: (leg, rest, { core }) => dump(core, leg.headers(), rest),
}

function dump(core: SwitchCore, data: readonly FsHeader[], formatName: string): string {
  const headers = [...core.baseHeaders('CHANNEL_DATA', SITE), ...data]
  const event: FsEvent = { type: eventType('CHANNEL_DATA'), subclass: undefined, headers, body: undefined }
  const format = formatName.toLowerCase()
  if (format === 'xml' || format === 'json') return serializeEvent(event, format)
  if (format === 'plain') return headers.map(([name, value]) => `${name}: [${headerText(value)}]\n`).join('')
  return serializeEvent(event, 'plain')
}
