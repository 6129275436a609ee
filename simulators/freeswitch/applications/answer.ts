import type { Application } from './application.ts'

/** `answer`: does nothing when the leg is answered already. */
export const answer: Application = {
  name: 'answer',
  run({ leg }) {
    if (leg.channel.media !== 'answered') leg.endpoint.answer(leg)
  },
}
