/**
 * WS-02: One unmasked text message per event, holding one JSON object and nothing else.
 * WS-03: Every client connected when an event is forwarded gets it once; a late joiner gets no past events.
 */
import { claim, defineCheck, event, fact, inOrder, observe, OPCODE, wellFormed } from '../../../harness/index.ts'

export const shape = defineCheck({
  id: 'ws/shape',
  title: 'one text message per event',
  requirements: ['WS-02'],
  needs: ['websocket'],
  wiring: 'shared',
  stimulus: 'three events in one write',
  expectation: 'three messages: text, unmasked, no reserved bit, one JSON object each',
  mutants: ['M40'],
  async run(rig) {
    const [input] = rig.inputs('esl-inbound', 'http-post', 'messaged-websocket')
    if (!input) return []
    const tags = [rig.tag(), rig.tag(), rig.tag()]
    const before = rig.websocket.frames.length
    const trial = await rig.trial(input, () => input.mark(...tags), { outputs: [rig.websocket] })
    const frames = rig.websocket.frames.slice(before).map(({ frame }) => frame)
    const wrong = frames.filter(({ opcode, masked, rsv }) => masked || rsv !== 0 || opcode === OPCODE.binary || (opcode > OPCODE.binary && opcode < OPCODE.close))
    return [
      ...trial.judge(inOrder(event('call/start'), 'uniqueid', tags), wellFormed()),
      fact(claim(wrong.length === 0, 'text and control frames, unmasked, without reserved bits', wrong.map(({ opcode, masked, rsv }) => `opcode ${opcode}, masked ${masked}, rsv ${rsv}`).join('; ') || 'so they are')),
    ]
  },
})

export const late = defineCheck({
  id: 'ws/late',
  title: 'no replay',
  requirements: ['WS-03'],
  needs: ['websocket'],
  wiring: 'shared',
  stimulus: '50 events; B joins; 50 events',
  expectation: 'B gets exactly the second 50, the other client all',
  mutants: ['M41'],
  async run(rig) {
    const [input] = rig.inputs('esl-inbound', 'http-post', 'messaged-websocket')
    if (!input) return []
    const fifty = (): string[] => Array.from({ length: 50 }, () => rig.tag())
    const [past, coming] = [fifty(), fifty()]
    const first = await rig.trial(input, () => input.mark(...past), { outputs: [rig.websocket] })
    const late = await rig.subscribe()
    const second = await rig.trial(input, () => input.mark(...coming), { outputs: [rig.websocket, late] })
    const replayed = late.deliveries.filter((delivery) => past.includes(observe(delivery).value('uniqueid') ?? ''))
    return [
      ...first.judge(inOrder(event('call/start'), 'uniqueid', past)),
      ...second.judge(inOrder(event('call/start'), 'uniqueid', coming)),
      fact(claim(replayed.length === 0, 'B gets no event from before it joined', `${replayed.length} of them`)),
    ]
  },
})
