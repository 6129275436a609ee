/** MWS-02: Every text message holding an event object is forwarded once and in order, however it is fragmented; pings are answered. */
import { anyEvent, callStartFields, claim, defineCheck, event, exactly, inOrder, OPCODE, writeFrame } from '../../../harness/index.ts'
import { MIB } from '../mib.ts'

const PING = Buffer.from('between fragments')

const jsonOf = (uniqueid: string, more: Readonly<Record<string, string>> = {}): Buffer => Buffer.from(JSON.stringify({ ...callStartFields(uniqueid, more), machine: 1 }))
const textFrame = (payload: Uint8Array): Buffer => writeFrame({ opcode: OPCODE.text, payload })

/** Five fragments, a ping before the last. */
function fragmentsOf(payload: Buffer): Buffer {
  const size = Math.ceil(payload.length / 5)
  const frames = Array.from({ length: 5 }, (_, index) =>
    writeFrame({ opcode: index === 0 ? OPCODE.text : OPCODE.continuation, fin: index === 4, payload: payload.subarray(index * size, (index + 1) * size) }),
  )
  return Buffer.concat([...frames.slice(0, 4), writeFrame({ opcode: OPCODE.ping, payload: PING }), ...frames.slice(4)])
}

export const deliver = defineCheck({
  id: 'mws/deliver',
  title: 'messages',
  requirements: ['MWS-02', 'EVT-06'],
  needs: ['messaged-websocket'],
  wiring: 'shared',
  seconds: 3,
  stimulus: 'an event; one of an unknown kind; one of 1 MiB; one in five fragments with a ping between them; two frames in one segment; a frame octet by octet',
  expectation: 'each once and in order; the ping is answered',
  mutants: ['M44'],
  async run(rig) {
    const tag = { sample: rig.tag(), unknown: rig.tag(), large: rig.tag(), fragments: rig.tag(), first: rig.tag(), second: rig.tag(), octets: rig.tag() }
    const from = 'x'.repeat(MIB)
    let ponged = false
    const trial = await rig.trial(rig.messaged, async () => {
      const { link } = rig.messaged
      await link.sendOctets(textFrame(jsonOf(tag.sample)))
      await link.sendOctets(textFrame(jsonOf(tag.unknown, { class: 'zebra', event: 'grazed', colour: 'blue' })))
      await link.sendOctets(textFrame(jsonOf(tag.large, { from })))
      await link.sendOctets(fragmentsOf(jsonOf(tag.fragments)))
      await link.sendOctets(Buffer.concat([textFrame(jsonOf(tag.first)), textFrame(jsonOf(tag.second))]))
      await link.sendOctets(Array.from(textFrame(jsonOf(tag.octets)), (octet) => Uint8Array.of(octet)))
      ponged = await rig.until(() => link.frames.some(({ opcode, payload }) => opcode === OPCODE.pong && payload.equals(PING)), 2000)
    })
    const { unknown, ...known } = tag
    const forwards = rig.profile.behaviour.unknown === 'forward'
    const large = { is: '1 MiB of "x"', holds: (value: string) => value === from }
    return [
      ...trial.judge(
        inOrder(anyEvent({}), 'uniqueid', forwards ? Object.values(tag) : Object.values(known), { must: true }),
        exactly(forwards ? 1 : 0, event('zebra/grazed', { uniqueid: unknown }), { colour: 'blue' }),
        exactly(1, event('call/start', { uniqueid: tag.large }), { from: large }),
      ),
      claim(ponged, 'a pong with the octets of the ping', ponged ? 'seen' : 'none'),
    ]
  },
})
