/**
 * WS-04: Pings are answered with the same payload and the close handshake is completed.
 * WS-05: Invalid, oversized or unsolicited client messages touch at most their own connection and never become events.
 */
import { claim, defineCheck, type Judgement, OPCODE, type WebsocketWatcher } from '../../../harness/index.ts'

export const ping = defineCheck({
  id: 'ws/ping',
  title: 'ping',
  requirements: ['WS-04'],
  needs: ['websocket'],
  wiring: 'shared',
  stimulus: 'pings with 0, 1 and 125 octets while events flow',
  expectation: 'a pong with the same payload within 1 s each',
  mutants: ['M44'],
  async run(rig) {
    const [input] = rig.inputs('esl-inbound', 'http-post', 'messaged-websocket')
    if (!input) return []
    const client = await rig.subscribe()
    const judgements: Judgement[] = []
    const trial = await rig.trial(input, async () => {
      for (const length of [0, 1, 125]) {
        const payload = Buffer.alloc(length, 'p')
        const before = client.frames.length
        await input.mark(rig.tag(), rig.tag())
        const sentAt = rig.now()
        client.send({ opcode: OPCODE.ping, payload })
        const pong = () => client.frames.slice(before).find(({ frame }) => frame.opcode === OPCODE.pong && frame.payload.equals(payload))
        await rig.until(() => pong() !== undefined, 1500)
        const seen = pong()
        judgements.push(claim(seen !== undefined && seen.at - sentAt <= 1000, `a pong with the same ${length} octets within 1 s`, seen ? `after ${Math.round(seen.at - sentAt)} ms` : 'none'))
      }
    }, { outputs: [rig.websocket, client] })
    return [...judgements, ...trial.judge()]
  },
})

/** Each breaks the protocol in one way. */
const VIOLATIONS: Readonly<Record<string, (client: WebsocketWatcher) => void>> = {
  unmasked: (client) => client.sendOctets(Buffer.from([0x81, 1, 0x61])),
  'reserved bit': (client) => client.send({ opcode: OPCODE.text, payload: Buffer.from('a'), rsv: 4 }),
  'reserved opcode': (client) => client.send({ opcode: 3, payload: Buffer.alloc(0) }),
  'ping of 126 octets': (client) => client.send({ opcode: OPCODE.ping, payload: Buffer.alloc(126) }),
  'fragmented ping': (client) => client.send({ opcode: OPCODE.ping, payload: Buffer.alloc(1), fin: false }),
  'invalid UTF-8': (client) => client.send({ opcode: OPCODE.text, payload: Buffer.from([0xff, 0xfe]) }),
  'close with code 1005': (client) => client.send({ opcode: OPCODE.close, payload: Buffer.from([0x03, 0xed]) }),
  'stray continuation': (client) => client.send({ opcode: OPCODE.continuation, payload: Buffer.from('a') }),
  reset: (client) => client.reset(),
}

export const badClient = defineCheck({
  id: 'ws/bad-client',
  title: 'protocol violations',
  requirements: ['WS-05'],
  needs: ['websocket'],
  wiring: 'shared',
  seconds: 3,
  stimulus: `one connection each: ${Object.keys(VIOLATIONS).join(', ')}`,
  expectation: 'that connection ends (1002 or 1007, or reset); the other client and the process are unaffected',
  mutants: ['M13'],
  async run(rig) {
    const [input] = rig.inputs('esl-inbound', 'http-post', 'messaged-websocket')
    if (!input) return []
    const judgements: Judgement[] = []
    const trial = await rig.trial(input, async () => {
      for (const [name, violate] of Object.entries(VIOLATIONS)) {
        const client = await rig.subscribe()
        violate(client)
        await rig.until(() => client.closeCode !== undefined || client.end !== undefined, 5000)
        const code = client.closeCode
        const ended = code === undefined ? client.end !== undefined : code === 1002 || code === 1007
        judgements.push(claim(ended, `${name}: the connection ends with 1002 or 1007, or without a code`, code === undefined ? (client.end ?? 'still open') : `code ${code}`))
      }
    })
    return [...judgements, ...trial.judge()]
  },
})
