/** SEC-05: Field names and values can not alter the output's framing (CRLF, `&`, quotes). */
import { callStartFields, claim, defineCheck, event, exactly, fact, type Input, type Judgement, octetText, register, type Rig, wellFormed } from '../../../harness/index.ts'

/** Each would begin something of its own in an output that does not encode. */
const VALUES: readonly string[] = [
  'a\r\n\r\nPOST /x HTTP/1.1\r\nHost: x\r\n\r\n',
  '","class":"x","a":"',
  'a&event=end&class=x',
  'a\u2028b\u2029c',
  '\\"\\\'</script>',
]
/** Values of Event Socket headers are C strings: only forms can hold it. */
const NUL = 'a\u0000b'

export const outputInjection = defineCheck({
  id: 'sec/output-injection',
  title: 'framing characters in values',
  requirements: ['SEC-05', 'POST-06'],
  needs: [['esl-inbound', 'http-post']],
  wiring: 'shared',
  seconds: 3,
  stimulus: 'values with CR LF and a request, with quotes and a JSON member, with & and a field, with U+2028, NUL and markup',
  expectation: 'both outputs parse back to exactly these values: one delivery each, no line and no field more',
  mutants: ['M47'],
  async run(rig) {
    const [esl] = rig.inputs('esl-inbound')
    const [http] = rig.inputs('http-post')
    return [
      ...(esl ? await byRegistrations(rig, esl) : []),
      ...(http ? await byForms(rig) : []),
      ...rig.webhooks.map(({ name, problems }) => fact(claim(problems.length === 0, `${name}: every request is one HTTP request`, problems[0] ?? 'so it is'))),
    ]
  },
})

async function byRegistrations(rig: Rig, esl: Input): Promise<Judgement[]> {
  const phones = VALUES.map((contact) => ({ contact, phone: rig.phone({ contact: octetText(contact) }) }))
  const trial = await rig.trial(esl, () => rig.esl().fire(...phones.map(({ phone }) => register(phone))))
  return trial.judge(...phones.map(({ contact, phone }) => exactly(1, event('registration/register', { user: phone.user }), { contact })), wellFormed())
}

async function byForms(rig: Rig): Promise<Judgement[]> {
  const starts = [...VALUES, NUL].map((from) => ({ from, uniqueid: rig.tag() }))
  const trial = await rig.trial(rig.ingress, async () => {
    for (const { from, uniqueid } of starts) await rig.ingress.post(callStartFields(uniqueid, { from }))
  })
  return trial.judge(...starts.map(({ from, uniqueid }) => exactly(1, event('call/start', { uniqueid }), { from })), wellFormed())
}
