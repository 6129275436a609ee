/**
 * MWS-03: Bad messages, refused handshakes and closes are survived and followed by a spaced reconnect.
 * REL-01: The link is retried with growing, capped delay (at most 1 attempt/s on average, success within R).
 */
import { claim, defineCheck, type Judgement, OPCODE, type Rig } from '../../../harness/index.ts'

const CODES = [1000, 1001, 1012] as const
const REFUSED_MS = 6000

export const reconnect = defineCheck({
  id: 'mws/reconnect',
  title: 'closes',
  requirements: ['MWS-03', 'REL-01', 'REL-02'],
  needs: ['messaged-websocket'],
  wiring: 'shared',
  waits: true,
  seconds: 13,
  stimulus: `close with ${CODES.join(', ')}, FIN, each after the bridge has come back; then ${REFUSED_MS / 1000} s in which each connection is reset, then open`,
  expectation: 'back within R each time; at most one attempt a second while refused; events flow by the last link',
  mutants: ['M10', 'M11'],
  async run(rig) {
    const judgements: Judgement[] = []
    const trial = await rig.trial(
      rig.messaged,
      async () => {
        for (const code of CODES) judgements.push(await comesBack(rig, `close ${code}`, () => close(rig, code)))
        judgements.push(await comesBack(rig, 'FIN', () => rig.messaged.link.finish()))
        judgements.push(...(await refuse(rig)))
      },
      { withinMs: rig.limits.reconnectMs },
    )
    return [...judgements, ...trial.judge()]
  },
})

/** As a server closes: the close frame, then the end once the other side has answered. */
async function close(rig: Rig, code: number): Promise<void> {
  const { link } = rig.messaged
  const payload = Buffer.alloc(2)
  payload.writeUInt16BE(code)
  link.send({ opcode: OPCODE.close, payload })
  await rig.until(() => link.frames.some(({ opcode }) => opcode === OPCODE.close) || link.closedAt !== undefined, 1000)
  link.finish()
}

async function comesBack(rig: Rig, what: string, cut: () => unknown): Promise<Judgement> {
  const { messaged, limits } = rig
  if (!(await messaged.ready(0))) return claim(false, `back within ${limits.reconnectMs / 1000} s after ${what}`, 'there was no link to cut')
  const before = messaged.links.length
  await cut()
  return claim(await messaged.relinked(before, limits.reconnectMs), `back within ${limits.reconnectMs / 1000} s after ${what}`, 'it did not come back')
}

async function refuse(rig: Rig): Promise<Judgement[]> {
  const { messaged, limits } = rig
  if (!(await messaged.ready(0))) return []
  const before = messaged.links.length
  messaged.behave({ kind: 'reset' })
  messaged.link.reset()
  const endsAt = rig.now() + REFUSED_MS
  await rig.until(() => rig.now() >= endsAt, 2 * REFUSED_MS)
  const attempts = messaged.links.length - before
  messaged.behave({ kind: 'accept' })
  const back = await messaged.relinked(before, limits.reconnectMs)
  return [
    claim(attempts <= REFUSED_MS / 1000, `at most ${REFUSED_MS / 1000} attempts in ${REFUSED_MS / 1000} s`, `${attempts}`),
    claim(back, `back within ${limits.reconnectMs / 1000} s once it is open again`, back ? 'it is' : 'it did not come back'),
  ]
}
