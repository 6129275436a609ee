/** SEC-04: Size and time limits bound what unauthenticated or hostile peers can cost. */
import { gzipSync } from 'node:zlib'
import { anyEvent, callStartFields, claim, defineCheck, formText, type HttpConnection, type Judgement, none, type Rig } from '../../../harness/index.ts'
import { growsBy } from '../memory-growth.ts'
import { inMib, MIB } from '../mib.ts'
import { isSuccess } from './replies.ts'

const MOST_TAKEN = 64 * MIB
const MOST_MEMORY = 128 * MIB
const PIECE = Buffer.alloc(MIB / 4, 'a')
const NO_LENGTH = { 'Content-Length': undefined }

export const bomb = defineCheck({
  id: 'ing/bomb',
  title: 'oversized bodies',
  requirements: ['SEC-04'],
  needs: ['http-post', 'process-statistics'],
  wiring: { fresh: true },
  exclusive: true,
  seconds: 4,
  stimulus: 'a body of 256 MiB; chunks without end; an event of 64 MiB compressed 1000:1',
  expectation: 'refused or closed before 64 MiB are taken; other POSTs answered within 1 s; at most 128 MiB more memory',
  mutants: ['M34'],
  async run(rig) {
    const { ingress } = rig
    const before = rig.bridge.usage()?.residentBytes
    const zipped = rig.tag()
    const judgements: Judgement[] = []
    const memory: number[] = []
    const watch = (): void => {
      memory.push(rig.bridge.usage()?.residentBytes ?? 0)
    }
    const trial = await rig.trial(ingress, async () => {
      const announced = ingress.request('', { headers: { 'Content-Length': String(256 * MIB) } })
      judgements.push(...(await flood(rig, 'a body of 256 MiB', announced, PIECE, watch)))
      const endless = ingress.request('', { headers: { ...NO_LENGTH, 'Transfer-Encoding': 'chunked' } })
      const chunk = Buffer.concat([Buffer.from(`${PIECE.length.toString(16)}\r\n`), PIECE, Buffer.from('\r\n')])
      judgements.push(...(await flood(rig, 'chunks without end', endless, chunk, watch)))
      judgements.push(...(await inflate(rig, zipped)))
      watch()
    })
    return [...judgements, ...trial.judge(none(anyEvent({ uniqueid: zipped }))), growsBy(MOST_MEMORY, { before, after: Math.max(...memory) })]
  },
})

/** Goes on sending until the bridge refuses, or has taken too much; others are served meanwhile. */
async function flood(rig: Rig, what: string, head: Buffer, piece: Buffer, watch: () => void): Promise<Judgement[]> {
  using connection = rig.ingress.open()
  const over = (): boolean => refusedOn(connection)
  await connection.send(head)
  for (let count = 0; !over() && connection.sentOctets < MOST_TAKEN; count++) {
    await connection.send(piece)
    if (count % 16 === 0) watch()
  }
  const meanwhile = await timedPost(rig, what)
  await rig.until(over, 1000)
  watch()
  const taken = `${inMib(connection.sentOctets)} taken`
  return [claim(over(), `${what}: refused or closed before 64 MiB are taken`, `${taken}, answered ${connection.firstStatus || 'nothing'}`), meanwhile]
}

const refusedOn = ({ firstStatus, end }: HttpConnection): boolean => firstStatus >= 400 || end !== undefined

async function timedPost(rig: Rig, what: string): Promise<Judgement> {
  const startedAt = rig.now()
  const reply = await rig.ingress.post(callStartFields(rig.tag()))
  const tookMs = (reply?.at ?? rig.now()) - startedAt
  return claim(isSuccess(reply?.status ?? 0) && tookMs <= 1000, `another POST is answered 2xx within 1 s beside ${what}`, `${reply?.status ?? 'no answer'} after ${Math.round(tookMs)} ms`)
}

async function inflate(rig: Rig, uniqueid: string): Promise<Judgement[]> {
  const form = Buffer.concat([Buffer.from(`${formText(callStartFields(uniqueid))}&from=`), Buffer.alloc(MOST_TAKEN, 'a')])
  const octets = gzipSync(form)
  using connection = rig.ingress.open()
  await connection.send([rig.ingress.request('', { headers: { 'Content-Length': String(octets.length), 'Content-Encoding': 'gzip' } }), octets])
  const meanwhile = await timedPost(rig, 'a compressed body')
  await rig.until(() => connection.firstStatus > 0 || connection.end !== undefined, 5000)
  return [claim(refusedOn(connection), 'a compressed body of 64 MiB is refused or the connection ends', `answered ${connection.firstStatus || 'nothing'}`), meanwhile]
}
