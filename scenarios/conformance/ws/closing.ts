/**
 * WS-04: Pings are answered with the same payload and the close handshake is completed.
 * WS-05: Invalid, oversized or unsolicited client messages touch at most their own connection and never become events.
 */
import { claim, defineCheck, type Judgement, nothingElse, OPCODE, type WebsocketWatcher } from '../../../harness/index.ts'
import { growsBy } from '../memory-growth.ts'
import { inMib, MIB } from '../mib.ts'

const closeWith = (code: number, reason: string): Buffer => Buffer.concat([Buffer.from([code >> 8, code & 255]), Buffer.from(reason)])

/** Ways in which a client leaves; a half-close is no close frame, so none comes back. */
const LEAVES: Readonly<Record<string, { readonly leave: (client: WebsocketWatcher) => void; readonly echoed: boolean }>> = {
  'Close 1000 with a reason': { leave: (client) => client.send({ opcode: OPCODE.close, payload: closeWith(1000, 'done') }), echoed: true },
  'Close without a code': { leave: (client) => client.send({ opcode: OPCODE.close, payload: Buffer.alloc(0) }), echoed: true },
  'a half-closed connection': { leave: (client) => client.finish(), echoed: false },
}

export const close = defineCheck({
  id: 'ws/close',
  title: 'close handshake',
  requirements: ['WS-04'],
  needs: ['websocket'],
  wiring: 'shared',
  seconds: 3,
  stimulus: Object.keys(LEAVES).join(', '),
  expectation: 'the close frame is echoed and the connection ended within 5 s; the other client is unaffected',
  mutants: ['M44'],
  async run(rig) {
    const [input] = rig.inputs('esl-inbound', 'http-post', 'messaged-websocket')
    if (!input) return []
    const judgements: Judgement[] = []
    const trial = await rig.trial(
      input,
      async () => {
        for (const [name, { leave, echoed }] of Object.entries(LEAVES)) {
          const client = await rig.subscribe()
          leave(client)
          await rig.until(() => client.end !== undefined, 5000)
          const closed = !echoed || client.closeCode !== undefined
          const actual = `${client.end ?? 'still open'}, ${client.closeCode === undefined ? 'no close frame' : `close frame ${client.closeCode}`}`
          judgements.push(claim(closed && client.end !== undefined, `${name}: ${echoed ? 'echoed and ' : ''}ended within 5 s`, actual))
        }
      },
      { outputs: [rig.websocket] },
    )
    return [...judgements, ...trial.judge()]
  },
})

export const clientText = defineCheck({
  id: 'ws/client-text',
  title: 'client messages are not events',
  requirements: ['WS-05', 'SEC-01'],
  needs: ['websocket'],
  wiring: 'shared',
  stimulus: 'a client sends an event as JSON text, whole and in 100 fragments, and as a binary message',
  expectation: 'it comes out nowhere',
  mutants: ['X03'],
  async run(rig) {
    const [input] = rig.inputs('esl-inbound', 'http-post', 'messaged-websocket')
    if (!input) return []
    const tags = [rig.tag(), rig.tag(), rig.tag()] as const
    const client = await rig.subscribe()
    const trial = await rig.trial(input, () => {
      client.send({ opcode: OPCODE.text, payload: forged(tags[0]) })
      const whole = forged(tags[1])
      for (let i = 0; i < 100; i++) {
        const payload = whole.subarray(Math.floor((i * whole.length) / 100), Math.floor(((i + 1) * whole.length) / 100))
        client.send({ opcode: i === 0 ? OPCODE.text : OPCODE.continuation, payload, fin: i === 99 })
      }
      client.send({ opcode: OPCODE.binary, payload: forged(tags[2]) })
    })
    return trial.judge(...tags.map((tag) => nothingElse(tag)))
  },
})

const forged = (uniqueid: string): Buffer =>
  Buffer.from(JSON.stringify({ class: 'call', event: 'start', timestamp: '1.000001', machine: 1, asteriskid: uniqueid, uniqueid, callid: uniqueid }))

/** A refusal must have come before so much was taken. */
const MOST_TAKEN = 64 * MIB

export const oversize = defineCheck({
  id: 'ws/oversize',
  title: 'huge client messages',
  requirements: ['WS-05', 'SEC-04'],
  needs: ['websocket', 'process-statistics'],
  wiring: { fresh: true, nodes: 1 },
  seconds: 4,
  stimulus: 'a frame that announces 2^40 octets, and fragments of up to 256 MiB in all',
  expectation: 'the connection ends before 64 MiB were taken; memory grows by 64 MiB at most',
  mutants: ['M34'],
  async run(rig) {
    const [input] = rig.inputs('esl-inbound', 'http-post', 'messaged-websocket')
    if (!input) return []
    const before = rig.bridge.usage()?.residentBytes
    let peak = before
    const judgements: Judgement[] = []
    const trial = await rig.trial(input, async () => {
      for (const announced of [2 ** 40, undefined]) {
        const client = await rig.subscribe()
        const chunk = Buffer.alloc(MIB, 'x')
        client.send({ opcode: OPCODE.text, payload: chunk, fin: announced !== undefined, ...(announced !== undefined && { announced }) })
        for (let sent = 1; sent < 256 && client.sentOctets <= MOST_TAKEN && client.end === undefined && client.closeCode === undefined; sent++) {
          if (announced === undefined) client.send({ opcode: OPCODE.continuation, payload: chunk, fin: false })
          else client.sendOctets(chunk)
          const mark = client.sentOctets
          await rig.until(() => client.sentOctets > mark || client.end !== undefined || client.closeCode !== undefined, 200)
          peak = Math.max(peak ?? 0, rig.bridge.usage()?.residentBytes ?? 0)
        }
        await rig.until(() => client.end !== undefined || client.closeCode !== undefined, 5000)
        const ended = client.end !== undefined || client.closeCode !== undefined
        const name = announced === undefined ? 'endless fragments' : 'a frame of 2^40 octets'
        judgements.push(claim(ended && client.sentOctets <= MOST_TAKEN, `${name}: the connection ends before 64 MiB are taken`, `${ended ? 'ended' : 'open'} after ${inMib(client.sentOctets)}`))
      }
    })
    return [...judgements, ...trial.judge(), growsBy(64 * MIB, { before, after: peak })]
  },
})
