/**
 * ING-04: Any valid HTTP/1.1 framing works: chunked, split, keep-alive, pipelined, Expect: 100-continue.
 * ING-05: Whatever is not a complete event POST yields no event and a 4xx.
 * ING-06: Each accepted request yields one event, in the order in which requests were answered.
 */
import { anyEvent, callStartFields, claim, defineCheck, event, formText, inOrder, none } from '../../../harness/index.ts'

export const pipeline = defineCheck({
  id: 'ing/pipeline',
  title: 'keep-alive and pipelining',
  requirements: ['ING-04', 'ING-06'],
  needs: ['http-post'],
  wiring: 'shared',
  stimulus: '50 POSTs in turn on one connection, then 10 in one write',
  expectation: '60 replies on that connection, 60 events in order',
  mutants: ['X08'],
  async run(rig) {
    const tags = Array.from({ length: 60 }, () => rig.tag())
    const requests = tags.map((tag) => rig.ingress.request(callStartFields(tag)))
    using connection = rig.ingress.open()
    const trial = await rig.trial(rig.ingress, async () => {
      for (const [index, request] of requests.slice(0, 50).entries()) {
        await connection.send(request)
        if (!(await connection.answered(index + 1, 5000))) return
      }
      await connection.send(Buffer.concat(requests.slice(50)))
      await connection.answered(60, 5000)
    })
    const good = connection.replies.filter(({ status }) => status >= 200 && status < 300)
    return [...trial.judge(inOrder(event('call/start'), 'uniqueid', tags, { must: true })), claim(good.length === 60, '60 replies 2xx on one connection', `${good.length} (connection ${connection.end ?? 'open'})`)]
  },
})

export const notPost = defineCheck({
  id: 'ing/not-post',
  title: 'other methods and paths',
  requirements: ['ING-05', 'SEC-01'],
  needs: ['http-post'],
  wiring: 'shared',
  stimulus: 'GET with event and key in the query; HEAD, PUT, DELETE, TRACE with the event as body; POST to /other; OPTIONS',
  expectation: '4xx (OPTIONS may be 2xx), no event',
  mutants: ['M38'],
  async run(rig) {
    const { ingress } = rig
    const attempts = [
      ...['GET', 'HEAD', 'PUT', 'DELETE', 'TRACE', 'OPTIONS'].map((method) => ({ method, path: ingress.path, uniqueid: rig.tag() })),
      { method: 'POST', path: '/other', uniqueid: rig.tag() },
    ]
    const statuses: number[] = []
    const trial = await rig.trial(ingress, async () => {
      for (const { method, path, uniqueid } of attempts) {
        const fields = callStartFields(uniqueid)
        const target = ingress.target.replace(ingress.path, path) + (method === 'GET' ? `&${formText(fields)}` : '')
        using connection = ingress.open()
        await connection.send(ingress.request(method === 'GET' ? '' : fields, { method, target }))
        await rig.until(() => connection.firstStatus > 0 || connection.end !== undefined, 5000)
        statuses.push(connection.firstStatus)
      }
    })
    return [
      ...trial.judge(...attempts.map(({ uniqueid }) => none(anyEvent({ uniqueid })))),
      ...attempts.map(({ method, path }, index) => {
        const status = statuses[index] ?? 0
        const refused = status >= 400 && status < 500
        return claim(refused || (method === 'OPTIONS' && status >= 200 && status < 300), `${method} ${path} is answered 4xx`, `${status || 'no answer'}`)
      }),
    ]
  },
})
