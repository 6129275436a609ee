/** REL-03: A silent link is given up after the configured heartbeat/idle time. */
import { claim, defineCheck } from '../../../harness/index.ts'

export const silent = defineCheck({
  id: 'mws/silent',
  title: 'silent peer',
  requirements: ['REL-03'],
  needs: ['messaged-websocket'],
  wiring: { tuning: { idleMs: 3000, reconnectMaxMs: 2000 }, heartbeatMs: 500 },
  waits: true,
  seconds: 5,
  stimulus: 'the softswitch neither reads nor answers any more, and the connection stays open',
  expectation: 'a new attempt within T, and events flow by it',
  mutants: ['M14'],
  async run(rig) {
    const { messaged, limits } = rig
    const withinMs = limits.idleMs ?? 13_000
    let again = false
    const trial = await rig.trial(
      messaged,
      async () => {
        const before = messaged.links.length
        messaged.link.fallSilent()
        again = await messaged.relinked(before, withinMs)
      },
      { withinMs: limits.reconnectMs },
    )
    return [claim(again, `a new attempt within ${withinMs / 1000} s`, again ? 'seen' : 'none'), ...trial.judge()]
  },
})
