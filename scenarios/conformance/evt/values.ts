/**
 * EVT-03: Both outputs carry the same fields with the same values (the JSON value written as text equals the form value).
 * EVT-07: Output is valid UTF-8 with one value per name; undecodable source bytes become U+FFFD and never cost the event.
 * ESL-03: Plain headers are split into lines first and percent-decoded after.
 * POST-06: Values survive application/x-www-form-urlencoded exactly.
 */
import {
  callStartFields,
  claim,
  defineCheck,
  event,
  exactly,
  fact,
  formText,
  type Judgement,
  message,
  type ObservedEvent,
  quoted,
  register,
  type Rig,
  type Trial,
  unregister,
  wellFormed,
} from '../../../harness/index.ts'
import { oneOfEach, type Sample } from './one-of-each.ts'

/** `%zz` and not `%41`: FreeSWITCH itself leaves a % unescaped that stands before two hexadecimal digits. */
const AWKWARD = 'a=b&c d+e%zz'
const WIDE = 'ü☎🎉'

export const outputsEqual = defineCheck({
  id: 'evt/outputs-equal',
  title: 'JSON and form agree',
  requirements: ['EVT-03', 'POST-06'],
  needs: ['esl-inbound', 'websocket', 'webhook'],
  wiring: 'shared',
  stimulus: `one event of each kind with the texts ${AWKWARD} and ${WIDE}, and a registration given up without its values`,
  expectation: 'the same names with the same values, as text, at the websocket and at the webhook',
  mutants: ['M47'],
  async run(rig) {
    const lost = rig.phone()
    const empty = { stimulus: unregister(lost, 'by-lost-connection'), selector: event('registration/unregister', { user: lost.user }) }
    const samples = [...oneOfEach(rig, { free: AWKWARD, note: WIDE }), empty]
    const trial = await rig.trial(rig.esl(), () => rig.esl().fire(...samples.map(({ stimulus }) => stimulus)))
    const start = samples[0]?.selector ?? event('call/start')
    return [...trial.judge(exactly(1, start, { from_name: AWKWARD, to: WIDE })), ...samples.map((sample) => compareOutputs(rig, trial, sample))]
  },
})

function compareOutputs(rig: Rig, trial: Trial, { selector }: Sample): Judgement {
  const find = (events: readonly ObservedEvent[]): ObservedEvent | undefined =>
    events.find(({ kind, value }) => kind === selector.kind && Object.entries(selector.fields).every(([name, text]) => value(name) === text))
  const expected = `${selector.kind} has the same fields and values on both outputs`
  const [webhook] = rig.webhooks
  const [json, form] = [find(trial.events(rig.websocket)), webhook && find(trial.events(webhook))]
  if (!json || !form) return claim(false, expected, `it came ${json ? 'at the websocket only' : form ? 'at the webhook only' : 'nowhere'}`)
  const names = new Set([...json.fields, ...form.fields].map(({ name }) => name))
  const different = [...names].filter((name) => json.value(name) !== form.value(name))
  const [first = ''] = different
  const values = [json, form].map((one) => (one.value(first) === undefined ? 'missing' : quoted(one.value(first) ?? '')))
  return fact(claim(different.length === 0, expected, different.length === 0 ? `${names.size} fields` : `${first} is ${values.join(' and ')}`))
}

/** Octets that are no UTF-8, and what must stand there instead. How many U+FFFD there are depends on the decoder. */
const BROKEN = [
  { octets: 'caf\xE9', is: '"caf" and U+FFFD', holds: (text: string) => text === 'caf\uFFFD' },
  { octets: '\xF0\x9F', is: 'U+FFFD', holds: (text: string) => /^\uFFFD+$/.test(text) },
  { octets: '\xED\xA0\x80', is: 'U+FFFD', holds: (text: string) => /^\uFFFD+$/.test(text) },
  { octets: 'a\xFFb', is: '"a", U+FFFD and "b"', holds: (text: string) => text === 'a\uFFFDb' },
]

export const utf8 = defineCheck({
  id: 'evt/utf8',
  title: 'broken text costs nothing',
  requirements: ['EVT-07', 'ESL-03'],
  needs: [['esl-inbound', 'http-post']],
  wiring: 'shared',
  stimulus: 'values with the octets `caf E9`, `F0 9F`, `ED A0 80`, `a FF b`: in registrations, raw in the body of a text, escaped in a form',
  expectation: 'each event comes out as valid UTF-8 with U+FFFD in place; the next event is fine',
  mutants: ['M03'],
  async run(rig) {
    const judgements: Judgement[] = []
    for (const input of rig.inputs('esl-inbound', 'http-post')) judgements.push(...(input.name === 'http-post' ? await byForm(rig) : await bySocket(rig)))
    return judgements
  },
})

async function bySocket(rig: Rig): Promise<readonly Judgement[]> {
  const samples = BROKEN.map((broken) => ({ ...broken, phone: rig.phone({ contact: broken.octets }), from: rig.tag() }))
  const trial = await rig.trial(rig.esl(), () => {
    for (const { octets, phone, from } of samples) rig.esl().fire(register(phone), message(rig.values, { from, to: 'b@example.com', body: octets }))
  })
  return samples.flatMap(({ phone: { user }, from, is, holds }) =>
    trial.judge(exactly(1, event('registration/register', { user }), { contact: { is, holds } }), exactly(1, event('message/receive', { from }), { body: { is, holds } }), wellFormed()),
  )
}

async function byForm(rig: Rig): Promise<readonly Judgement[]> {
  const samples = BROKEN.map((broken) => ({ ...broken, uniqueid: rig.tag() }))
  const escaped = (octets: string): string => [...octets].map((octet) => `%${octet.charCodeAt(0).toString(16).padStart(2, '0').toUpperCase()}`).join('')
  const trial = await rig.trial(rig.ingress, async () => {
    for (const { octets, uniqueid } of samples) await rig.ingress.post(`${formText(callStartFields(uniqueid))}&from=${escaped(octets)}`)
  })
  return samples.flatMap(({ uniqueid, is, holds }) => trial.judge(exactly(1, event('call/start', { uniqueid }), { from: { is, holds } }), wellFormed()))
}
