/** ING-05: Whatever is not a complete event POST (…, missing core field, truncated body) yields no event and a 4xx. */
import { anyEvent, callStartFields, defineCheck, formText, type Judgement, none } from '../../../harness/index.ts'
import { refused, statusOf } from './replies.ts'

const CORE = ['class', 'event', 'timestamp'] as const

export const incomplete = defineCheck({
  id: 'ing/incomplete',
  title: 'not an event',
  requirements: ['ING-05'],
  needs: ['http-post'],
  wiring: 'shared',
  stimulus: 'forms without class, event or timestamp; an empty one; a whole event as the beginning of a longer body, then FIN; the same, then RST',
  expectation: 'no event; 4xx where a reply is possible',
  mutants: ['M39'],
  async run(rig) {
    const { ingress } = rig
    const judgements: Judgement[] = []
    const lacking = CORE.map((name) => ({ name, uniqueid: rig.tag() }))
    const [finished, reset] = [rig.tag(), rig.tag()]
    const trial = await rig.trial(ingress, async () => {
      for (const { name, uniqueid } of lacking) {
        const fields = Object.entries(callStartFields(uniqueid)).filter(([key]) => key !== name)
        judgements.push(refused(`an event without ${name}`, (await ingress.post(fields))?.status ?? 0))
      }
      judgements.push(refused('an empty body', (await ingress.post(''))?.status ?? 0))
      for (const uniqueid of [finished, reset]) {
        const body = formText(callStartFields(uniqueid))
        using connection = ingress.open()
        await connection.send(ingress.request(body, { headers: { 'Content-Length': String(body.length + 80) } }))
        // Until the bridge has had the time to read it: the next request is answered.
        await ingress.post('')
        if (uniqueid === reset) connection.reset()
        else connection.finish()
        const status = await statusOf(rig, connection)
        if (status > 0) judgements.push(refused('a body that is cut short', status))
      }
    })
    const tags = [...lacking.map(({ uniqueid }) => uniqueid), finished, reset]
    return [...judgements, ...trial.judge(...tags.map((uniqueid) => none(anyEvent({ uniqueid }))))]
  },
})
