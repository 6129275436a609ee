/**
 * ESL-05: Repeated headers, `ARRAY::` values and JSON arrays end as one string per field, the same for plain and json
 * subscriptions.
 */
import { claim, defineCheck, event, exactly, fact, fieldTypes, groundedOn, hangupComplete, type Judgement, quoted, register, type Rig, type Selector, type Trial, wellFormed, withHeaders } from '../../../harness/index.ts'
import { inJson } from './format.ts'

export const repeated = defineCheck({
  id: 'esl/repeated',
  title: 'repeated headers',
  requirements: ['ESL-05'],
  needs: ['esl-inbound'],
  wiring: 'shared',
  stimulus: 'a CHANNEL_HANGUP_COMPLETE with Hangup-Cause twice, as every real one, and X-Dup three times',
  expectation: 'one call/end with a cause that is one text',
  mutants: ['M07'],
  async run(rig) {
    const leg = rig.leg()
    const more = ['a', 'b', 'c'].map((value) => ['X-Dup', value] as const)
    const trial = await rig.trial(rig.esl(), () => {
      const end = hangupComplete(leg, 'USER_BUSY', '4')
      rig.esl().fire({ ...end, headers: [...end.headers, ...more] })
    })
    const ends = event('call/end', { uniqueid: leg.uniqueid })
    return trial.judge(exactly(1, ends, { cause: 'USER_BUSY', duration: '4' }), fieldTypes(ends, { cause: 'string', uniqueid: 'string' }), wellFormed())
  },
})

export const repeatedJson = inJson(repeated)

export const array = defineCheck({
  id: 'esl/array',
  title: 'array values',
  requirements: ['ESL-05'],
  needs: ['esl-inbound'],
  wiring: 'shared',
  stimulus: 'a registration whose contact is an array of two: `ARRAY::a|:b` in a plain event, `["a","b"]` in a json one',
  expectation: 'one registration whose contact is one text, the same at every output',
  mutants: ['M07'],
  async run(rig) {
    const phone = rig.phone()
    const trial = await rig.trial(rig.esl(), () => rig.esl().fire(withHeaders(register(phone), { contact: ['a', 'b'] })))
    const registered = event('registration/register', { user: phone.user })
    return [...trial.judge(exactly(1, registered), fieldTypes(registered, { contact: 'string' }), wellFormed()), sameEverywhere(rig, trial, registered, 'contact')]
  },
})

export const arrayJson = inJson(array)

function sameEverywhere(rig: Rig, trial: Trial, { fields }: Selector, field: string): Judgement {
  const values = rig.outputs.map((output) => trial.events(output).find(({ value }) => Object.entries(fields).every(([name, wanted]) => value(name) === wanted))?.value(field))
  const judgement = claim(new Set(values).size === 1, `${field} is the same at every output`, values.map((value) => quoted(value ?? '')).join(', '))
  return values.includes(undefined) ? groundedOn('absence', judgement) : fact(judgement)
}
