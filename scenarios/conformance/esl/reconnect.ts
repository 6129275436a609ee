/**
 * REL-01: After FIN, RST, refusal or notice the input link is retried with growing, capped delay (at most 1 attempt/s on
 * average, success within R).
 */
import { claim, defineCheck, type Judgement, type Rig } from '../../../harness/index.ts'
import { attemptsSince, attemptWindow, watchFor } from './links.ts'

export const backoff = defineCheck({
  id: 'esl/backoff',
  title: 'refused connections',
  requirements: ['REL-01'],
  needs: ['esl-inbound'],
  wiring: 'shared',
  waits: true,
  seconds: 12,
  deadlineSeconds: 150,
  stimulus: 'the link is reset and connections are refused for four of the longest delays and 2 s; then they are accepted',
  expectation: 'at most one attempt a second; an event by the new link delivered within R of the opening',
  mutants: ['M11'],
  async run(rig) {
    const { wire } = rig.esl()
    let attempts: number[] = []
    const trial = await rig.trial(
      rig.esl(),
      async () => {
        wire.refuse()
        const startedAt = rig.now()
        rig.esl().link.reset()
        await watchFor(rig, attemptWindow(rig))
        attempts = attemptsSince(rig, startedAt)
        wire.accept()
        await rig.until(() => rig.esl().link.closedAt === undefined, rig.limits.reconnectMs)
      },
      { withinMs: rig.limits.reconnectMs },
    )
    return [...trial.judge(), ...notHammered(rig, attempts)]
  },
})

export const flap = defineCheck({
  id: 'esl/flap',
  title: 'accept, then close',
  requirements: ['REL-01'],
  needs: ['esl-inbound'],
  wiring: 'shared',
  waits: true,
  seconds: 12,
  deadlineSeconds: 150,
  stimulus: 'login and subscription succeed and the link is finished at once, for four of the longest delays and 2 s',
  expectation: 'at most one attempt a second: success alone does not reset the delay; an event delivered within R afterwards',
  mutants: ['M11'],
  async run(rig) {
    let attempts: number[] = []
    const trial = await rig.trial(
      rig.esl(),
      async () => {
        const startedAt = rig.now()
        const endsAt = startedAt + attemptWindow(rig)
        while (rig.now() < endsAt) {
          const count = rig.esl().links.length
          rig.esl().link.finish()
          await rig.esl().relinked(count, endsAt - rig.now())
        }
        attempts = attemptsSince(rig, startedAt)
      },
      { withinMs: rig.limits.reconnectMs },
    )
    return [...trial.judge(), ...notHammered(rig, attempts)]
  },
})

function notHammered(rig: Rig, attempts: readonly number[]): Judgement[] {
  const seconds = attemptWindow(rig) / 1000
  const shown = attempts.slice(0, 12).map((at) => at.toFixed(1)).join(', ')
  return [claim(attempts.length <= seconds, `at most ${seconds} attempts in ${seconds} s`, `${attempts.length}: after ${shown} s`)]
}
