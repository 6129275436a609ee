import { parkLeg } from '../calls/transfer-leg.ts'
import { type LegApi, NO_SUCH_CHANNEL, OK } from './call-api.ts'

/** `uuid_park <uuid>`: the leg leaves what it does and waits to be told what to do. */
export const uuidPark: LegApi = {
  name: 'uuid_park',
  unknown: NO_SUCH_CHANNEL,
  run(leg) {
    parkLeg(leg)
    return OK
  },
}
