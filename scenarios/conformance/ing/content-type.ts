/** ING-05: Whatever is not a complete event POST (method, path, type, …) yields no event and a 4xx. */
import { anyEvent, callStartFields, defineCheck, event, exactly, formText, type Judgement, none } from '../../../harness/index.ts'
import { refused, taken } from './replies.ts'

interface Attempt {
  readonly type: string
  readonly body: (fields: Readonly<Record<string, string>>) => string
}

const ATTEMPTS: readonly Attempt[] = [
  { type: 'text/plain', body: formText },
  { type: 'application/json', body: (fields) => JSON.stringify(fields) },
  { type: 'multipart/form-data; boundary=limit', body: multipart },
]

export const contentType = defineCheck({
  id: 'ing/type',
  title: 'content types',
  requirements: ['ING-05'],
  needs: ['http-post'],
  wiring: 'shared',
  stimulus: 'a form with "; charset=UTF-8"; form octets as text/plain; JSON; multipart',
  expectation: 'the first is delivered, the others are answered 4xx without an event',
  mutants: ['M38'],
  async run(rig) {
    const good = rig.tag()
    const attempts = ATTEMPTS.map((attempt) => ({ ...attempt, uniqueid: rig.tag() }))
    const judgements: Judgement[] = []
    const trial = await rig.trial(rig.ingress, async () => {
      const reply = await rig.ingress.post(callStartFields(good), { headers: { 'Content-Type': 'application/x-www-form-urlencoded; charset=UTF-8' } })
      judgements.push(taken('a form with a charset', reply?.status ?? 0))
      for (const { type, body, uniqueid } of attempts) {
        const other = await rig.ingress.post(body(callStartFields(uniqueid)), { headers: { 'Content-Type': type } })
        judgements.push(refused(type, other?.status ?? 0))
      }
    })
    const expectations = attempts.map(({ uniqueid }) => none(anyEvent({ uniqueid })))
    return [...judgements, ...trial.judge(exactly(1, event('call/start', { uniqueid: good })), ...expectations)]
  },
})

function multipart(fields: Readonly<Record<string, string>>): string {
  const parts = Object.entries(fields).map(([name, value]) => `--limit\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`)
  return `${parts.join('')}--limit--\r\n`
}
