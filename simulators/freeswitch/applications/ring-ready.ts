import type { Application } from './application.ts'

/** `ring_ready`: the caller is told that it rings. */
export const ringReady: Application = {
  name: 'ring_ready',
  run({ leg }) {
    if (leg.channel.media === 'ringing') leg.endpoint.ringReady(leg)
  },
}
