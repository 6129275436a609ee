/** SEC-06: Ambiguous HTTP framing never produces a second, smuggled event. */
import { anyEvent, callStartFields, claim, defineCheck, formText, type Ingress, type Judgement, none } from '../../../harness/index.ts'
import { isRefusal, statusOf } from './replies.ts'

type Fields = Readonly<Record<string, string>>

/** Each hides the second request where one reader sees a body and another does not. */
const AMBIGUITIES: Readonly<Record<string, (ingress: Ingress, event: Fields, hidden: Buffer) => Buffer>> = {
  'Content-Length and Transfer-Encoding': (ingress, event, hidden) => {
    const body = chunkedOnce(event)
    return send(ingress, { 'Content-Length': String(body.length + hidden.length), 'Transfer-Encoding': 'chunked' }, body, hidden)
  },
  'two Content-Lengths': (ingress, event, hidden) => {
    const body = formText(event)
    return send(ingress, { 'Content-Length': String(body.length), 'content-length': String(body.length + hidden.length) }, body, hidden)
  },
  'Transfer-Encoding: chunked, identity': (ingress, event, hidden) =>
    send(ingress, { 'Content-Length': undefined, 'Transfer-Encoding': 'chunked, identity' }, chunkedOnce(event), hidden),
  'a bare line feed within a header': (ingress, _event, hidden) => send(ingress, { 'Content-Length': undefined, 'X-Note': `a\nContent-Length: ${hidden.length}` }, '', hidden),
  'a blank before a colon': (ingress, _event, hidden) => send(ingress, { 'Content-Length': undefined, 'Content-Length ': String(hidden.length) }, '', hidden),
}

export const smuggle = defineCheck({
  id: 'ing/smuggle',
  title: 'ambiguous framing',
  requirements: ['SEC-06'],
  needs: ['http-post'],
  wiring: 'shared',
  stimulus: `${Object.keys(AMBIGUITIES).join('; ')}: each with a second POST inside`,
  expectation: '4xx, 501 or the connection ends; the second POST yields no event',
  mutants: ['X12'],
  async run(rig) {
    const { ingress } = rig
    const attempts = Object.entries(AMBIGUITIES).map(([name, octets]) => ({ name, octets, open: rig.tag(), hidden: rig.tag() }))
    const judgements: Judgement[] = []
    const trial = await rig.trial(ingress, async () => {
      for (const { name, octets, open, hidden } of attempts) {
        using connection = ingress.open()
        await connection.send(octets(ingress, callStartFields(open), ingress.request(hiddenFields(hidden))))
        const status = await statusOf(rig, connection)
        const closed = isRefusal(status) || status === 501 || (await connection.ended(2000))
        judgements.push(claim(closed, `${name}: refused, or the connection ends`, status > 0 ? `answered ${status} and left open` : 'left open'))
      }
    })
    return [...judgements, ...trial.judge(...attempts.map(({ hidden }) => none(anyEvent({ uniqueid: hidden }))))]
  },
})

/** With the class first: read as a body, what stands before the first "=" spoils that field, and so it is no event. */
const hiddenFields = (uniqueid: string): Fields => ({ class: 'call', event: 'start', ...callStartFields(uniqueid) })

const chunkedOnce = (event: Fields): string => `${formText(event).length.toString(16)}\r\n${formText(event)}\r\n0\r\n\r\n`

function send(ingress: Ingress, headers: Readonly<Record<string, string | undefined>>, body: string, hidden: Buffer): Buffer {
  return Buffer.concat([ingress.request('', { headers }), Buffer.from(body), hidden])
}
