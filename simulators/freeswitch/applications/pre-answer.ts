import type { Application } from './application.ts'

/** `pre_answer`: the caller hears the switch before anybody answers. */
export const preAnswer: Application = {
  name: 'pre_answer',
  run({ leg }) {
    if (leg.channel.media === 'ringing') leg.endpoint.preAnswer(leg)
  },
}
