/**
 * REL-05: Start order does not matter, and a restart while calls are up neither invents nor loses later events.
 * REL-01: After FIN, RST, refusal or notice the input link is retried with growing, capped delay.
 * MAP-09: Events without context (end without start) neither stop nor change the others.
 */
import { channelAnswer, channelCreate, claim, defineCheck, event, exactly, hangupComplete, none } from '../../../harness/index.ts'

export const startOrder = defineCheck({
  id: 'rel/start-order',
  title: 'peers come later',
  requirements: ['REL-05', 'REL-01'],
  needs: ['restart', 'esl-inbound'],
  wiring: { nodes: 1, fresh: true },
  waits: true,
  seconds: 6,
  stimulus: 'the bridge starts while FreeSWITCH resets every connection; after three attempts it accepts them',
  expectation: 'the bridge lives, connects within R, and events come through',
  mutants: ['M13'],
  async run(rig) {
    const node = rig.esl()
    await rig.bridge.stop()
    node.wire.refuse()
    const before = node.wire.attempts.length
    const restarted = rig.restart()
    // It may fail before anyone waits for it: what it died of is judged where it is waited for.
    restarted.catch(() => undefined)
    const tried = await rig.until(() => node.wire.attempts.length >= before + 3, rig.limits.reconnectMs)
    node.wire.accept()
    await restarted
    const trial = await rig.trial(node, () => undefined, { withinMs: rig.limits.reconnectMs })
    return [claim(tried, 'it tries to connect again and again', `${node.wire.attempts.length - before} attempts`), ...trial.judge()]
  },
})

export const restart = defineCheck({
  id: 'rel/restart',
  title: 'restart while calls are up',
  requirements: ['REL-05', 'MAP-09'],
  needs: ['restart', 'esl-inbound'],
  wiring: { nodes: 1, fresh: true },
  seconds: 6,
  stimulus: 'a call starts and is answered; the bridge is restarted; the call ends, and a whole new call follows',
  expectation: 'the end comes, no second start of the old call, and the new call completely',
  mutants: ['M19'],
  async run(rig) {
    const [old, fresh] = [rig.leg(), rig.leg()]
    const node = rig.esl()
    const first = await rig.trial(node, () => node.fire(channelCreate(old), channelAnswer(old)))
    await rig.restart()
    const second = await rig.trial(node, () => node.fire(hangupComplete(old), channelCreate(fresh), channelAnswer(fresh), hangupComplete(fresh)))
    const one = (kind: string, uniqueid: string) => exactly(1, event(`call/${kind}`, { uniqueid }))
    return [
      ...first.judge(one('start', old.uniqueid), one('answer', old.uniqueid)),
      ...second.judge(
        one('end', old.uniqueid),
        none(event('call/start', { uniqueid: old.uniqueid })),
        one('start', fresh.uniqueid),
        one('answer', fresh.uniqueid),
        one('end', fresh.uniqueid),
      ),
    ]
  },
})
