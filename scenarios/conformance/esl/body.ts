/** ESL-04: The inner body is opaque and delimited by the outer frame, never by sender-supplied inner headers. */
import { channelCreate, defineCheck, event, exactly, message, none, register, withHeaders } from '../../../harness/index.ts'

export const bodyOpaque = defineCheck({
  id: 'esl/body-opaque',
  title: 'a text message cannot end a call',
  requirements: ['ESL-04', 'SEC-05'],
  needs: ['esl-inbound'],
  wiring: 'shared',
  stimulus: 'a text whose body looks like the headers of a CHANNEL_HANGUP_COMPLETE and the beginning of another frame; a registration right behind it',
  expectation: 'message/receive with that body and the registration; no call/end',
  mutants: ['M06'],
  async run(rig) {
    const from = rig.tag()
    const body = `\nEvent-Name: CHANNEL_HANGUP_COMPLETE\nUnique-ID: ${rig.tag()}\n\nContent-Length: 9\nContent-Type: text/event-plain\n\n`
    const phone = rig.phone()
    const trial = await rig.trial(rig.esl(), () => rig.esl().fire(message(rig.values, { from, to: rig.tag(), body }), register(phone)))
    return trial.judge(
      exactly(1, event('message/receive', { from }), { body }),
      exactly(1, event('registration/register', { user: phone.user })),
      none(event('call/end')),
    )
  },
})

export const innerLength = defineCheck({
  id: 'esl/inner-length',
  title: 'an inner content-length lies',
  requirements: ['ESL-04'],
  needs: ['esl-inbound'],
  wiring: 'shared',
  stimulus: 'a text with the header `content-length: 7` of its sender before `Content-Length: 3` and the body `abc`; a call right behind it in the same write',
  expectation: 'the text with body `abc`, and the call',
  mutants: ['X02'],
  async run(rig) {
    const from = rig.tag()
    const leg = rig.leg()
    const text = () => withHeaders(message(rig.values, { from, to: rig.tag(), body: 'abc' }), { 'content-length': '7' })
    const trial = await rig.trial(rig.esl(), () => rig.esl().inject(text(), channelCreate(leg)))
    return trial.judge(exactly(1, event('message/receive', { from }), { body: 'abc' }), exactly(1, event('call/start', { uniqueid: leg.uniqueid })))
  },
})
