/**
 * ESO-04: The socket is released after the call ended, and `-ERR` to linger/event (socket app without `full`) is survived.
 * REL-07: Descriptors and memory return to base after churn.
 */
import { claim, defineCheck, type Judgement, type OutboundCall, type Rig, unknown } from '../../../harness/index.ts'
import { hangUpAndWait, takenUp } from './tail.ts'

const CALLS = 200
const AT_ONCE = 50
const RELEASE_MS = 10_000
/** Descriptors that may remain: a bridge may keep a connection more to a webhook. */
const SLACK = 5

export const release = defineCheck({
  id: 'eso/release',
  title: 'sockets are released',
  requirements: ['ESO-04', 'REL-07'],
  needs: ['esl-outbound', 'process-statistics'],
  wiring: 'shared',
  seconds: 8,
  deadlineSeconds: 120,
  stimulus: `${CALLS} calls that end with a notice of unlimited linger, after which the server waits for the bridge`,
  expectation: 'each socket left or closed by the bridge within 10 s, and its descriptors back at what they were',
  mutants: ['M50'],
  async run(rig) {
    const judgements: Judgement[] = []
    const trial = await rig.trial(rig.outbound, async () => {
      // Connections to webhooks and whatever else grows with the first calls is there before we count.
      await bring(rig)
      const before = rig.bridge.usage()?.descriptors
      const calls: OutboundCall[] = []
      while (calls.length < CALLS) calls.push(...(await bring(rig)))
      const open = calls.filter(({ end }) => end === undefined)
      judgements.push(claim(open.length === 0, `${CALLS} sockets released within ${RELEASE_MS / 1000} s`, `${open.length} still open`))
      judgements.push(await descriptorsBack(rig, before))
    })
    return [...trial.judge(), ...judgements]
  },
})

/** Calls at the same time, from the first command to the release. */
async function bring(rig: Rig): Promise<readonly OutboundCall[]> {
  const calls = Array.from({ length: AT_ONCE }, () => rig.outbound.dial())
  await takenUp(rig, ...calls)
  for (const call of calls) hangUpAndWait(call)
  await rig.until(() => calls.every(({ end }) => end !== undefined), RELEASE_MS)
  return calls
}

async function descriptorsBack(rig: Rig, before: number | undefined): Promise<Judgement> {
  const expected = `descriptors back within ${RELEASE_MS / 1000} s`
  if (before === undefined) return unknown(expected, 'they could not be counted')
  let now = before
  await rig.until(() => {
    now = rig.bridge.usage()?.descriptors ?? Infinity
    return now <= before + SLACK
  }, RELEASE_MS)
  return claim(now <= before + SLACK, expected, `${before} before, ${now} after`)
}
