import { type LegApi, NO_SUCH_CHANNEL, OK } from './call-api.ts'

/** `uuid_break <uuid> [all]`: ends what the leg plays; `all` also takes back what waits. */
export const uuidBreak: LegApi = {
  name: 'uuid_break',
  usage: '-USAGE: <uuid> [all]\n',
  unknown: NO_SUCH_CHANNEL,
  run(leg, rest) {
    if (rest.includes('all')) leg.messages.splice(0)
    leg.isBroken = leg.depth > 0 && leg.channel.lastApplication?.name !== 'park'
    leg.waker.wake()
    return OK
  },
}
