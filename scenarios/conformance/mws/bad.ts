/** MWS-03: Bad messages, refused handshakes and closes are survived and followed by a spaced reconnect. */
import { anyEvent, callStartFields, claim, defineCheck, event, exactly, type Expectation, fact, none, OPCODE } from '../../../harness/index.ts'

/** Something came out of a message that was no event. */
const noFragments: Expectation = (events) => {
  const found = events.filter(({ value }) => !value('class') || !value('event') || value('class') === '1')
  return fact(claim(found.length === 0, 'no event without a class and an event', `${found.length} delivered`))
}

export const bad = defineCheck({
  id: 'mws/bad',
  title: 'bad messages',
  requirements: ['MWS-03'],
  needs: ['messaged-websocket'],
  wiring: 'shared',
  stimulus: 'text that is no JSON, [], null, {}, {"class":1}, half an event, an event as a binary frame; then a good one',
  expectation: 'only the good one, within R',
  mutants: ['M03'],
  async run(rig) {
    const [halfTag, binaryTag, good] = [rig.tag(), rig.tag(), rig.tag()]
    const half = JSON.stringify(callStartFields(halfTag))
    const texts = ['not json', '[]', 'null', '{}', '{"class":1}', half.slice(0, -2), '"text"']
    const frames = [...texts.map((text) => ({ opcode: OPCODE.text, payload: Buffer.from(text) })), { opcode: OPCODE.binary, payload: Buffer.from(JSON.stringify(callStartFields(binaryTag))) }]
    const trial = await rig.trial(
      rig.messaged,
      async () => {
        for (const frame of frames) {
          // The bridge may close for it, and come again.
          if (await rig.messaged.ready(rig.limits.reconnectMs)) rig.messaged.link.send(frame)
        }
        if (await rig.messaged.ready(rig.limits.reconnectMs)) await rig.messaged.mark(good)
      },
      { withinMs: rig.limits.reconnectMs },
    )
    return trial.judge(none(anyEvent({ uniqueid: halfTag })), none(anyEvent({ uniqueid: binaryTag })), noFragments, exactly(1, event('call/start', { uniqueid: good })))
  },
})
