/**
 * ESL-11: text/disconnect-notice, with or without a body, ends that link and nothing else.
 * REL-01: After FIN, RST, refusal or notice the input link is retried with growing, capped delay.
 * REL-02: A new link subscribes again, and nothing arriving as a partial frame is delivered twice or merged.
 */
import { anyEvent, channelCreate, claim, defineCheck, event, eventFrame, exactly, frame, type Judgement, none, type Rig } from '../../../harness/index.ts'
import { cut, watchFor } from './links.ts'

export const resubscribe = defineCheck({
  id: 'esl/resubscribe',
  title: 'subscribe again on a new link',
  requirements: ['REL-02'],
  needs: ['esl-inbound'],
  wiring: 'shared',
  seconds: 3,
  stimulus: 'the link is finished; on the new one the switch sends only what was subscribed there',
  expectation: 'an event by the new link comes out within R',
  mutants: ['M12'],
  async run(rig) {
    const before = rig.esl().links.length
    const trial = await rig.trial(rig.esl(), () => cut(rig, () => rig.esl().link.finish()), { withinMs: rig.limits.reconnectMs })
    const commands = rig.esl().links.length > before ? rig.esl().commands().map(({ line }) => line) : []
    return [...trial.judge(), claim(commands.some((line) => line.startsWith('event')), 'the new link has an event command', commands.join('; ') || 'no new link')]
  },
})

const GOODBYE = 'Disconnected, goodbye.\nSee you at ClueCon! http://www.cluecon.com/\n'
const KILLED = 'Killed listener because of lost events: 501\n'
const NOTICE = ['Content-Type', 'text/disconnect-notice'] as const

/** Each ends the newest link in its own way. */
const ENDINGS: Readonly<Record<string, (rig: Rig, uniqueid: string) => void>> = {
  'notice with body, then FIN': (rig) => {
    rig.esl().inject(frame([NOTICE], GOODBYE))
    rig.esl().link.finish()
  },
  'notice without Content-Length, then FIN': (rig) => {
    rig.esl().inject(frame([NOTICE]))
    rig.esl().link.finish()
  },
  'notice with Content-Length 0, socket left open': (rig) => rig.esl().inject(frame([NOTICE], '')),
  'event cut short by a notice, then FIN': (rig, uniqueid) => {
    const octets = eventFrame(channelCreate(rig.leg({ uniqueid })), rig.esl().format)
    rig.esl().inject(octets.subarray(0, octets.length >> 1), frame([NOTICE], KILLED))
    rig.esl().link.finish()
  },
  'bare FIN': (rig) => rig.esl().link.finish(),
}

export const notice = defineCheck({
  id: 'esl/notice',
  title: 'ways to end a link',
  requirements: ['ESL-11', 'REL-01', 'REL-02'],
  needs: ['esl-inbound'],
  wiring: 'shared',
  waits: true,
  seconds: 10,
  deadlineSeconds: 120,
  stimulus: `one after the other: ${Object.keys(ENDINGS).join('; ')}`,
  expectation: 'each time a new link with a subscription within R; no event from the cut frame',
  mutants: ['M10'],
  async run(rig) {
    const judgements: Judgement[] = []
    for (const [how, end] of Object.entries(ENDINGS)) {
      const uniqueid = rig.tag()
      const trial = await rig.trial(rig.esl(), () => cut(rig, () => end(rig, uniqueid)), { withinMs: rig.limits.reconnectMs })
      judgements.push(...trial.judge(none(anyEvent({ uniqueid }))).map((judgement) => ({ ...judgement, expected: `${how}: ${judgement.expected}` })))
    }
    return judgements
  },
})

export const rst = defineCheck({
  id: 'esl/rst',
  title: 'reset in mid frame',
  requirements: ['REL-01', 'REL-02'],
  needs: ['esl-inbound'],
  wiring: 'shared',
  seconds: 3,
  stimulus: 'half an event, then RST; the same event whole by the new link',
  expectation: 'a new link within R; the event once, its values whole',
  mutants: ['M13'],
  async run(rig) {
    const leg = rig.leg()
    const trial = await rig.trial(
      rig.esl(),
      async () => {
        const created = channelCreate(leg)
        const octets = eventFrame(created, rig.esl().format)
        rig.esl().inject(octets.subarray(0, octets.length >> 1))
        // The half shall have been read: a reset takes what waits in the kernel with it.
        await watchFor(rig, HALF_READ_MS)
        if (await cut(rig, () => rig.esl().link.reset())) rig.esl().fire(created)
      },
      { withinMs: rig.limits.reconnectMs },
    )
    const { uniqueid, callid, from, to } = leg
    return trial.judge(exactly(1, event('call/start', { uniqueid }), { callid, from, to }))
  },
})

const HALF_READ_MS = 100
