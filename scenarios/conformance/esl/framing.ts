/** ESL-01: The parsed frames do not depend on how TCP splits or joins the bytes. */
import { channelAnswer, channelCreate, defineCheck, event, eventFrame, exactly, frame, hangupComplete, inOrder, type Leg, legOrder } from '../../../harness/index.ts'

/** What may be added to other delays where every octet has a segment of its own. */
const ONE_BY_ONE_MS = 15_000

export const oneByte = defineCheck({
  id: 'esl/1-byte',
  title: 'one byte per segment',
  requirements: ['ESL-01'],
  needs: ['esl-inbound'],
  wiring: 'shared',
  seconds: 6,
  stimulus: 'a new link on which greeting, replies and start, answer, end of one call come in segments of one byte',
  expectation: 'three events, intact',
  mutants: ['M01'],
  async run(rig) {
    const { wire, links } = rig.esl()
    const leg = rig.leg()
    const trial = await rig.trial(
      rig.esl(),
      async () => {
        const before = links.length
        wire.setMode({ kind: 'split', octets: 1 })
        rig.esl().link.finish()
        if (await rig.esl().relinked(before, rig.limits.reconnectMs + ONE_BY_ONE_MS)) rig.esl().fire(channelCreate(leg), channelAnswer(leg), hangupComplete(leg))
      },
      { withinMs: ONE_BY_ONE_MS },
    )
    wire.setMode({ kind: 'pass' })
    return trial.judge(
      legOrder(leg.uniqueid, ['call/start', 'call/answer', 'call/end']),
      exactly(1, event('call/end', { uniqueid: leg.uniqueid }), { duration: '13', callid: leg.callid }),
    )
  },
})

export const everySplit = defineCheck({
  id: 'esl/every-split',
  title: 'two pieces, every boundary',
  requirements: ['ESL-01'],
  needs: ['esl-inbound'],
  wiring: 'shared',
  seconds: 4,
  stimulus: 'CHANNEL_HANGUP_COMPLETE frames cut in two, in the outer header, around each blank line and at every 64th byte',
  expectation: 'one call/end for each cut; in order (SHOULD)',
  mutants: ['M01'],
  async run(rig) {
    const legs: Leg[] = []
    const trial = await rig.trial(rig.esl(), () => {
      const frameOf = (leg: Leg): Buffer => eventFrame(hangupComplete(leg), rig.esl().format)
      for (const at of placesToCut(frameOf(rig.leg()))) {
        const leg = rig.leg()
        legs.push(leg)
        const octets = frameOf(leg)
        rig.esl().link.injectPieces([octets.subarray(0, at), octets.subarray(at)])
      }
    }, { withinMs: 20_000 })
    return trial.judge(inOrder(event('call/end'), 'uniqueid', legs.map(({ uniqueid }) => uniqueid)))
  },
})

function placesToCut(octets: Buffer): number[] {
  const places = new Set<number>()
  const end = octets.indexOf('\n\n')
  for (let at = 1; at <= end + 2; at++) places.add(at)
  for (let blank = end; blank >= 0; blank = octets.indexOf('\n\n', blank + 1)) for (let at = blank - 2; at <= blank + 4; at++) places.add(at)
  for (let at = 64; at < octets.length; at += 64) places.add(at)
  return [...places].filter((at) => at > 0 && at < octets.length).sort((a, b) => a - b)
}

export const coalesced = defineCheck({
  id: 'esl/coalesced',
  title: 'many frames in one write',
  requirements: ['ESL-01'],
  needs: ['esl-inbound'],
  wiring: 'shared',
  stimulus: '200 events and a command reply in one write; then three and a half, and the rest when the third has come out',
  expectation: 'every event once; in order (SHOULD)',
  mutants: ['M01'],
  async run(rig) {
    const together = Array.from({ length: 200 }, () => rig.leg())
    const [a, b, c, d] = [rig.leg(), rig.leg(), rig.leg(), rig.leg()]
    const trial = await rig.trial(rig.esl(), async () => {
      const reply = frame([['Content-Type', 'command/reply'], ['Reply-Text', '+OK']])
      rig.esl().inject(...together.slice(0, 100).map(channelCreate), reply, ...together.slice(100).map(channelCreate))
      const whole = [a, b, c].map(channelCreate)
      const octets = eventFrame(channelCreate(d), rig.esl().format)
      const half = octets.length >> 1
      rig.esl().inject(...whole, octets.subarray(0, half))
      const cCame = exactly(1, event('call/start', { uniqueid: c.uniqueid }))
      await rig.delivered(cCame, rig.limits.deliverMs)
      rig.esl().inject(octets.subarray(half))
    })
    return trial.judge(inOrder(event('call/start'), 'uniqueid', [...together, a, b, c, d].map(({ uniqueid }) => uniqueid)))
  },
})
