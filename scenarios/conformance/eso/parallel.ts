/**
 * ESO-01: On accept the bridge sends `connect` within 2 s without waiting for a greeting, and never closes without having
 * sent it.
 * FWD-02: Without faults each mapped event is delivered once on each output: none lost, none twice.
 */
import { bareFrame, channelData, claim, defineCheck, type Expectation, fact, type OutboundCall } from '../../../harness/index.ts'
import { hangUp, isConnect, takenUp } from './tail.ts'

const CALLS = 100

export const parallel = defineCheck({
  id: 'eso/parallel',
  title: 'calls are independent',
  requirements: ['ESO-01', 'FWD-02'],
  needs: ['esl-outbound'],
  wiring: 'shared',
  seconds: 4,
  stimulus: `${CALLS} calls at once; on one the server sends garbage, on one it resets within the reply to connect`,
  expectation: `start and end of the other ${CALLS - 2} once each; none closed by the bridge before its \`connect\``,
  mutants: ['M13'],
  async run(rig) {
    const good: OutboundCall[] = []
    const all: OutboundCall[] = []
    const trial = await rig.trial(
      rig.outbound,
      async () => {
        const [garbled, reset] = [rig.outbound.dial({ answers: false }), rig.outbound.dial({ answers: false })]
        good.push(...Array.from({ length: CALLS - 2 }, () => rig.outbound.dial()))
        all.push(garbled, reset, ...good)
        await takenUp(rig, ...all)
        garbled.send(Buffer.from('\0garbage\n\nContent-Length: x\n\n', 'latin1'))
        const reply = bareFrame(channelData(reset.leg))
        reset.send(reply.subarray(0, reply.length >> 1))
        await rig.until(() => false, 50)
        reset.reset()
        for (const call of good) hangUp(call)
        await rig.delivered(eachOnce('call/end', good), rig.limits.deliverMs)
      },
      { withinMs: 2 * rig.limits.deliverMs },
    )
    const silent = all.filter(({ commands }) => !commands.some(isConnect))
    return [
      ...trial.judge(eachOnce('call/start', good), eachOnce('call/end', good)),
      claim(silent.length === 0, 'every call gets its `connect`', `${silent.length} did not`),
    ]
  },
})

/** Calls come by connections of their own: nothing orders them. */
function eachOnce(kind: string, calls: readonly OutboundCall[]): Expectation {
  return (events) => {
    const seen = events.filter((candidate) => candidate.kind === kind).map(({ value }) => value('uniqueid'))
    const counts = calls.map(({ leg }) => seen.filter((uniqueid) => uniqueid === leg.uniqueid).length)
    const missing = counts.filter((count) => count === 0).length
    const twice = counts.filter((count) => count > 1).length
    const judgement = claim(missing + twice === 0, `one ${kind} of each of ${calls.length} calls`, `${missing} missing, ${twice} more than once`)
    return twice > 0 ? fact(judgement) : judgement
  }
}
