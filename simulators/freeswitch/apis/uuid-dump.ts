import type { FsEvent } from '../codec/event.ts'
import { headerText } from '../codec/event-headers.ts'
import { serializeEvent } from '../codec/serialize.ts'
import { eventType } from '../events/event-types.ts'
import { channelBlock } from '../channel/channel.ts'
import { variableHeaders } from '../channel/variables.ts'
import { type LegApi, NO_SUCH_CHANNEL } from './call-api.ts'

const SITE = { file: 'mod_commands.c', function: 'uuid_dump_function', line: 6460 }

/** `uuid_dump <uuid> [plain|txt|xml|json]`: the leg as a CHANNEL_DATA event; plain text is not encoded. */
export const uuidDump: LegApi = {
  name: 'uuid_dump',
  usage: '-USAGE: <uuid> [format]\n',
  unknown: NO_SUCH_CHANNEL,
  run(leg, rest, { core }) {
    const headers = [
      ...core.baseHeaders('CHANNEL_DATA', SITE),
      ...channelBlock(leg.channel),
      ...variableHeaders(leg.channel.variables),
    ]
    const event: FsEvent = { type: eventType('CHANNEL_DATA'), subclass: undefined, headers, body: undefined }
    const format = rest.toLowerCase()
    if (format === 'xml' || format === 'json') return serializeEvent(event, format)
    if (format === 'plain') return headers.map(([name, value]) => `${name}: [${headerText(value)}]\n`).join('')
    return serializeEvent(event, 'plain')
  },
}
