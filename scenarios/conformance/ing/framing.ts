/** ING-04: Any valid HTTP/1.1 framing works: chunked, split, keep-alive, pipelined, Expect: 100-continue. */
import { callStartFields, defineCheck, event, exactly, formText, type HttpConnection, type Judgement, type Rig } from '../../../harness/index.ts'
import { REPLY_MS, taken } from './replies.ts'

export const chunked = defineCheck({
  id: 'ing/chunked',
  title: 'chunked body',
  requirements: ['ING-04'],
  needs: ['http-post'],
  wiring: 'shared',
  stimulus: 'an event in chunks of 1, 2, 3 … octets, with a chunk extension and a trailer',
  expectation: 'the whole event, answered 2xx',
  mutants: ['M39'],
  run: (rig) =>
    arrives(rig, async (connection, fields) => {
      const head = rig.ingress.request('', { headers: { 'Content-Length': undefined, 'Transfer-Encoding': 'chunked', Trailer: 'X-Checksum' } })
      await connection.send([head, ...chunksOf(formText(fields)), '0\r\nX-Checksum: none\r\n\r\n'])
    }),
})

export const split = defineCheck({
  id: 'ing/split',
  title: 'slow arrival',
  requirements: ['ING-04'],
  needs: ['http-post'],
  wiring: 'shared',
  stimulus: 'the header octet by octet, the body in three segments 200 ms apart',
  expectation: 'the whole event, answered 2xx',
  mutants: ['M39'],
  run: (rig) =>
    arrives(rig, async (connection, fields) => {
      const octets = rig.ingress.request(fields)
      const body = octets.indexOf('\r\n\r\n') + 4
      const third = Math.floor((octets.length - body) / 3)
      await connection.send(Array.from(octets.subarray(0, body), (octet) => Uint8Array.of(octet)))
      await connection.send([octets.subarray(body, body + third), octets.subarray(body + third, body + 2 * third), octets.subarray(body + 2 * third)], 200)
    }),
})

export const expectContinue = defineCheck({
  id: 'ing/expect',
  title: '100-continue',
  requirements: ['ING-04'],
  needs: ['http-post'],
  wiring: 'shared',
  stimulus: 'Expect: 100-continue, the body held back until 100 comes or 1 s has passed',
  expectation: '100 or silence, then 2xx; the event is delivered',
  mutants: ['X11'],
  run: (rig) =>
    arrives(rig, async (connection, fields) => {
      const octets = rig.ingress.request(fields, { headers: { Expect: '100-continue' } })
      const body = octets.indexOf('\r\n\r\n') + 4
      await connection.send(octets.subarray(0, body))
      await rig.until(() => connection.firstStatus > 0 || connection.end !== undefined, 1000)
      await connection.send(octets.subarray(body))
    }),
})

/** Sends one event in some framing, and judges that it was answered 2xx and came out once. */
async function arrives(rig: Rig, send: (connection: HttpConnection, fields: Readonly<Record<string, string>>) => Promise<void>): Promise<readonly Judgement[]> {
  const uniqueid = rig.tag()
  const fields = callStartFields(uniqueid, { from: 'first', to: 'last' })
  using connection = rig.ingress.open()
  const trial = await rig.trial(rig.ingress, async () => {
    await send(connection, fields)
    await connection.answered(1, REPLY_MS)
  })
  const { asteriskid = '', callid = '' } = fields
  const values = { asteriskid, callid, from: 'first', to: 'last' }
  return [...trial.judge(exactly(1, event('call/start', { uniqueid }), values)), taken('the POST', connection.replies[0]?.status ?? 0)]
}

/** Chunks of 1, 2, 3 … octets; each second one has an extension. */
function chunksOf(text: string): string[] {
  const chunks: string[] = []
  for (let at = 0, size = 1; at < text.length; at += size++) {
    const data = text.slice(at, at + size)
    chunks.push(`${data.length.toString(16)}${size % 2 === 0 ? ';name="value"' : ''}\r\n${data}\r\n`)
  }
  return chunks
}
