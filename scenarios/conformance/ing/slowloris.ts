/** SEC-04: Size and time limits bound what unauthenticated or hostile peers can cost. */
import { callStartFields, claim, defineCheck, type HttpConnection, type Judgement, type Rig, should, unknown } from '../../../harness/index.ts'
import { isSuccess } from './replies.ts'

const HEADERS = 300
const BODIES = 100
const REPLY_MS = 1000
/** Above this the machine is too busy to measure. */
const ECHO_MS = 250

export const slowloris = defineCheck({
  id: 'ing/slowloris',
  title: 'trickled requests',
  requirements: ['SEC-04'],
  needs: ['http-post'],
  wiring: { fresh: true },
  waits: true,
  seconds: 35,
  deadlineSeconds: 240,
  stimulus: `${HEADERS} connections that trickle headers, one octet a second each, and ${BODIES} that trickle bodies`,
  expectation: 'other POSTs are answered within 1 s; the trickling ones are closed within the time of the profile + D, 120 s at most (SHOULD)',
  mutants: ['M35'],
  async run(rig) {
    const { ingress } = rig
    const request = ingress.request(callStartFields(rig.tag()))
    const head = request.subarray(0, request.indexOf('\r\n\r\n') + 4)
    const open = async (beginning: Uint8Array): Promise<HttpConnection> => {
      const connection = ingress.open()
      await connection.send(beginning)
      return connection
    }
    const judgements: Judgement[] = []
    await rig.trial(ingress, async () => {
      const headers = await Promise.all(Array.from({ length: HEADERS }, () => open(head.subarray(0, head.indexOf('\r\n') + 2))))
      const bodies = await Promise.all(Array.from({ length: BODIES }, () => open(head)))
      judgements.push(...(await trickle(rig, [...headers, ...bodies])))
    })
    return judgements
  },
})

/** Sends an octet on each a second until all are closed; other requests are timed all the while. */
async function trickle(rig: Rig, connections: readonly HttpConnection[]): Promise<readonly Judgement[]> {
  const startedAt = rig.now()
  const replies: { readonly status: number; readonly tookMs: number }[] = []
  const echo: number[] = []
  const left = (): readonly HttpConnection[] => connections.filter(({ end }) => end === undefined)
  while (left().length > 0 && rig.now() - startedAt < rig.limits.requestTimeoutMs) {
    await Promise.all(left().map((connection) => connection.send('a')))
    const sentAt = rig.now()
    const reply = await rig.ingress.post(callStartFields(rig.tag()))
    replies.push({ status: reply?.status ?? 0, tookMs: (reply?.at ?? rig.now()) - sentAt })
    echo.push(...(await rig.echo(2)))
    await rig.until(() => left().length === 0, 1000)
  }
  const closed = `${connections.length - left().length} of ${connections.length} closed after ${Math.round((rig.now() - startedAt) / 1000)} s`
  return [served(replies, Math.max(...echo)), should(claim(left().length === 0, `trickling connections are closed within ${rig.limits.requestTimeoutMs / 1000} s`, closed))]
}

function served(replies: readonly { readonly status: number; readonly tookMs: number }[], echoMs: number): Judgement {
  const expected = 'other POSTs are answered 2xx within 1 s'
  const slowest = Math.max(...replies.map(({ tookMs }) => tookMs))
  const bad = replies.filter(({ status }) => !isSuccess(status)).length
  const actual = `${replies.length} POSTs, slowest ${Math.round(slowest)} ms, ${bad} not answered 2xx`
  if (bad === 0 && slowest > REPLY_MS && echoMs > ECHO_MS) return unknown(expected, `${actual}, but the harness's own echo takes ${Math.round(echoMs)} ms: the machine is busy`)
  return claim(bad === 0 && slowest <= REPLY_MS, expected, actual)
}
