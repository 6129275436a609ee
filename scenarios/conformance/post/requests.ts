/**
 * POST-01: Each event is sent once to each configured URL as a form POST with path, query and userinfo as configured.
 * POST-02: The response is ignored: no retry, no disabling, no redirect following.
 */
import { claim, defineCheck, event, exactly, fact, httpHeaderOf, inOrder, type Judgement, type StartedSink, wellFormed } from '../../../harness/index.ts'

export const shape = defineCheck({
  id: 'post/shape',
  title: 'request form',
  requirements: ['POST-01'],
  needs: ['webhook'],
  wiring: { webhooks: [{ path: '/first' }, { path: '/second?authkey=a%2Bb&x=', userinfo: 'shapeUser7Kd2:shapePassword9Wq4' }] },
  stimulus: 'an event; two URLs, one with `?authkey=a%2Bb&x=` and userinfo',
  expectation: 'each URL once: POST, path and query octet for octet, form type, Basic from userinfo, one value per name',
  mutants: ['X05'],
  async run(rig) {
    const [input] = rig.inputs('esl-inbound', 'http-post', 'messaged-websocket')
    if (!input) return []
    const uniqueid = rig.tag()
    const before = rig.webhooks.map(({ requests }) => requests.length)
    const trial = await rig.trial(input, () => input.mark(uniqueid), { outputs: rig.webhooks })
    return [
      ...trial.judge(exactly(1, event('call/start', { uniqueid })), wellFormed()),
      ...rig.webhooks.flatMap((sink, index) => requestClaims(sink, before[index] ?? 0)),
    ]
  },
})

function requestClaims({ name, url, requests, problems }: StartedSink, from: number): Judgement[] {
  const { pathname, search, username, password } = new URL(url)
  const authorization = username === '' ? undefined : `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`
  const values = (read: (request: (typeof requests)[number]['request']) => string | undefined): string => [...new Set(requests.slice(from).map(({ request }) => read(request) ?? 'none'))].join(', ')
  const line = values(({ method, target }) => `${method} ${target}`)
  const type = values((request) => httpHeaderOf(request, 'content-type')?.split(';')[0]?.trim().toLowerCase())
  const given = values((request) => httpHeaderOf(request, 'authorization'))
  const came = [
    claim(line === `POST ${pathname}${search}`, `${name}: POST with path and query as configured`, line),
    claim(type === 'application/x-www-form-urlencoded', `${name}: a form`, type),
    claim(given === (authorization ?? 'none'), `${name}: ${authorization === undefined ? 'no Authorization' : 'Basic from userinfo'}`, given === (authorization ?? 'none') ? 'so it is' : 'another'),
    claim(problems.length === 0, `${name}: every request is HTTP`, problems.join(', ') || 'so they are'),
  ]
  return requests.length > from ? came.map((judgement) => fact(judgement)) : came
}

const STATUSES = [204, 400, 401, 404, 410, 429, 500, 503, 200]

export const status = defineCheck({
  id: 'post/status',
  title: 'the response is ignored',
  requirements: ['POST-02'],
  needs: ['webhook'],
  wiring: { webhooks: 1, tuning: { webhookTimeoutMs: 1000 } },
  seconds: 5,
  stimulus: `10 events each against ${STATUSES.join(', ')}, the last with 10 MiB`,
  expectation: 'each event exactly once, none missing, no pause above D',
  mutants: ['M45'],
  async run(rig) {
    const [input] = rig.inputs('esl-inbound', 'http-post', 'messaged-websocket')
    const [sink] = rig.webhooks
    if (!input || !sink) return []
    const judgements: Judgement[] = []
    for (const code of STATUSES) {
      const tags = Array.from({ length: 10 }, () => rig.tag())
      const headers = code === 429 ? { 'Retry-After': '1' } : {}
      const trial = await rig.trial(
        input,
        async () => {
          sink.behave({ kind: 'answer', status: code, headers, ...(code === 200 && { body: 'x'.repeat(10 * 2 ** 20) }) })
          await input.mark(...tags)
        },
        { outputs: [sink], lingerMs: code === STATUSES.at(-1) ? rig.limits.webhookTimeoutMs + 500 : rig.limits.lingerMs },
      )
      judgements.push(...trial.judge(inOrder(event('call/start'), 'uniqueid', tags)).map((judgement) => ({ ...judgement, expected: `against ${code}: ${judgement.expected}` })))
      sink.behave({ kind: 'answer', status: 204 })
    }
    return judgements
  },
})
