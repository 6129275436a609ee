/** ESL-12: The ESL socket is read continuously whatever the outputs do. */
import { channelAnswer, channelCreate, claim, defineCheck, eventFrame, hangupComplete, type Judgement, type Rig, unknown } from '../../../harness/index.ts'
import { inMib } from '../mib.ts'

const EVENTS = 20_000
/** Distinct calls, their events sent again and again: what counts is octets. */
const CALLS = 100
const TIME_MS = 60_000
const STALL_MS = 5000
/** The harness itself must look that often, or it cannot tell. */
const LOOK_MS = 1000

export const keepsReading = defineCheck({
  id: 'esl/keeps-reading',
  title: 'never stops reading',
  requirements: ['ESL-12'],
  needs: ['esl-inbound', ['websocket', 'webhook']],
  wiring: { fresh: true },
  seconds: 12,
  deadlineSeconds: 90,
  exclusive: true,
  stimulus: `the webhook hangs, one websocket client does not read; ${EVENTS} events as fast as they are accepted`,
  expectation: 'every octet accepted within 60 s, no single stall above 5 s',
  mutants: ['M16'],
  async run(rig) {
    await rig.trial(rig.esl(), () => undefined)
    if (rig.endpoints.websocket) (await rig.subscribe({ pong: false })).pause()
    for (const sink of rig.webhooks) sink.behave({ kind: 'hang' })
    return flood(rig)
  },
})

/** Writes everything into the newest link and watches how it is taken. */
async function flood(rig: Rig): Promise<Judgement[]> {
  const { link, format } = rig.esl()
  const frames = Array.from({ length: CALLS }, () => rig.leg()).flatMap((leg) => [channelCreate(leg), channelAnswer(leg), hangupComplete(leg)].map((event) => eventFrame(event, format)))
  const block = Buffer.concat(frames)
  const rounds = Math.ceil(EVENTS / frames.length)
  const startedAt = rig.now()
  let movedAt = startedAt
  let lookedAt = startedAt
  let longestStall = 0
  let longestLook = 0
  let left = Infinity
  const look = (): boolean => {
    const now = rig.now()
    longestLook = Math.max(longestLook, now - lookedAt)
    lookedAt = now
    if (link.pendingOctets < left) movedAt = now
    left = link.pendingOctets
    longestStall = Math.max(longestStall, now - movedAt)
    return left === 0 || longestStall > STALL_MS || link.closedAt !== undefined
  }
  for (let round = 0; round < rounds; round++) {
    link.inject(block)
    left = Infinity
    // A block waits at most: what the kernel has not taken is not ours to hold.
    await rig.until(() => look() || left < block.length, TIME_MS)
    if (longestStall > STALL_MS || link.closedAt !== undefined) break
  }
  await rig.until(look, Math.max(0, TIME_MS - (rig.now() - startedAt)))
  const seconds = (rig.now() - startedAt) / 1000
  const seen = `${inMib(link.sentOctets - link.pendingOctets)} of ${inMib(rounds * block.length)} in ${seconds.toFixed(1)} s, longest stall ${(longestStall / 1000).toFixed(1)} s`
  if (longestLook > LOOK_MS) return [unknown(keepsReading.expectation, `the harness was held up for ${(longestLook / 1000).toFixed(1)} s; ${seen}`)]
  return [
    claim(link.closedAt === undefined && link.pendingOctets === 0 && seconds <= TIME_MS / 1000, `all octets are taken within ${TIME_MS / 1000} s`, seen),
    claim(longestStall <= STALL_MS, `no stall above ${STALL_MS / 1000} s`, seen),
  ]
}
