import type { LegApi } from './call-api.ts'
import { OK } from './call-api.ts'

const FAILURE = '-ERROR\n'

/** `uuid_answer <uuid>` */
export const uuidAnswer: LegApi = {
  name: 'uuid_answer',
  unknown: FAILURE,
  run(leg) {
    if (leg.channel.media !== 'answered') leg.endpoint.answer(leg)
    return OK
  },
}

/** `uuid_pre_answer <uuid>` */
export const uuidPreAnswer: LegApi = {
  name: 'uuid_pre_answer',
  unknown: FAILURE,
  run(leg) {
    if (leg.channel.media === 'ringing') leg.endpoint.preAnswer(leg)
    return OK
  },
}
