/**
 * REL-03: A silent link is given up after the configured heartbeat/idle time (default at least 3 × 20 s).
 * REL-02: A new link subscribes again, and nothing arriving by an abandoned link or as a partial frame is delivered twice
 * or merged.
 * MAP-08: machine/up and machine/down appear once per transition of that node, not per attempt.
 */
import { channelCreate, claim, defineCheck, event, exactly, type Judgement, type Rig, type Trial, unknown } from '../../../harness/index.ts'
import { cut } from './links.ts'

/** Six heartbeats fit into the idle time, so that a busy machine is no silent link. */
const WIRING = { heartbeatMs: 500, tuning: { idleMs: 3000 } } as const

export const halfOpen = defineCheck({
  id: 'esl/half-open',
  title: 'silent link',
  requirements: ['REL-03', 'MAP-08'],
  needs: ['esl-inbound'],
  wiring: WIRING,
  waits: true,
  seconds: 5,
  stimulus: 'heartbeats every 500 ms, then nothing passes in either direction any more, while the connection stays open',
  expectation: 'machine/down and a new link within T',
  mutants: ['M14'],
  async run(rig) {
    const { trial, back } = await fallSilent(rig, () => undefined)
    if (back === undefined) return unknown(halfOpen.expectation, 'the profile names no idle time')
    const machine = String(rig.esl().machine)
    return [...trial.judge(exactly(1, event('machine/down', { machine })), exactly(1, event('machine/up', { machine }))), back]
  },
})

export const oldLink = defineCheck({
  id: 'esl/old-link',
  title: 'an abandoned link wakes up',
  requirements: ['REL-02'],
  needs: ['esl-inbound'],
  wiring: WIRING,
  waits: true,
  seconds: 5,
  stimulus: 'a link falls silent and is replaced; then the old one delivers what it held back: heartbeats and call x; the new one calls x and y',
  expectation: 'x once, y once',
  mutants: ['X14'],
  async run(rig) {
    const [x, y] = [rig.leg(), rig.leg()]
    const silent = rig.esl().links.length
    const { trial, back } = await fallSilent(rig, () => {
      // Who has subscribed gets it: the old link, where it is held back, and the new one.
      rig.esl().fire(channelCreate(x))
      for (const link of rig.esl().links.slice(0, silent)) link.setMode({ kind: 'pass' })
      rig.esl().fire(channelCreate(y))
    })
    if (back === undefined) return unknown(oldLink.expectation, 'the profile names no idle time')
    return [...trial.judge(exactly(1, event('call/start', { uniqueid: x.uniqueid })), exactly(1, event('call/start', { uniqueid: y.uniqueid }))), back]
  },
})

/** A trial in which the newest link falls silent. `back` says whether a new one came within T; undefined without a T. */
async function fallSilent(rig: Rig, then: () => void): Promise<{ readonly trial: Trial; readonly back: Judgement | undefined }> {
  const { idleMs, reconnectMs } = rig.limits
  let relinked = false
  const trial = await rig.trial(
    rig.esl(),
    async () => {
      if (idleMs === undefined) return
      const before = rig.esl().links.length
      rig.esl().link.setMode({ kind: 'stall' })
      relinked = await rig.esl().relinked(before, idleMs)
      if (relinked) then()
      else await cut(rig, () => rig.esl().link.finish())
    },
    { withinMs: reconnectMs },
  )
  return { trial, back: idleMs === undefined ? undefined : claim(relinked, `a new link within ${idleMs / 1000} s`, relinked ? 'it came' : 'none came') }
}
