/**
 * ESL-03: Plain headers are split into lines first and percent-decoded after; `%` without two hex digits is literal; a
 * decoded newline never starts a header.
 */
import { claim, defineCheck, event, exactly, none, octetText, type Phone, rawEventFrame, register, withHeaders } from '../../../harness/index.ts'
import { onlyIn } from './format.ts'

export const percent = defineCheck({
  id: 'esl/percent',
  title: 'header values are percent-decoded',
  requirements: ['ESL-03'],
  needs: ['esl-inbound'],
  wiring: 'shared',
  stimulus: 'a registration whose contact is `J%C3%BCrgen%20%22X%22%20%3A%20100%25`',
  expectation: 'contact is `Jürgen "X" : 100%`',
  mutants: ['M04'],
  async run(rig) {
    const phone = rig.phone({ contact: octetText('Jürgen "X" : 100%') })
    const trial = await rig.trial(rig.esl(), () => rig.esl().fire(register(phone)))
    return trial.judge(exactly(1, event('registration/register', { user: phone.user }), { contact: 'Jürgen "X" : 100%' }))
  },
})

/** As the contact stands in the frame, and as it must come out. */
const MALFORMED = {
  '100%': '100%',
  '%': '%',
  '%zz': '%zz',
  '%4': '%4',
  'a%41b': 'aAb',
  '%u0041': '%u0041',
  '%E9': '\uFFFD',
}

export const percentMalformed = onlyIn('plain', {
  id: 'esl/percent-malformed',
  title: 'a bad % is literal',
  requirements: ['ESL-03'],
  needs: ['esl-inbound'],
  wiring: 'shared',
  stimulus: 'registrations whose contact is `100%`, `%`, `%zz`, `%4`, `a%41b`, `%u0041`, `%E9`',
  expectation: 'literally so, but `aAb` and U+FFFD for the last; the link is kept',
  mutants: ['M03'],
  async run(rig) {
    const phones = Object.entries(MALFORMED).map(([sent, expected]) => ({ phone: rig.phone(), sent, expected }))
    const links = rig.esl().links.length
    const trial = await rig.trial(rig.esl(), () => {
      for (const { phone, sent } of phones) rig.esl().inject(registration(phone, sent))
    })
    return [
      ...trial.judge(...phones.map(({ phone, expected }) => exactly(1, event('registration/register', { user: phone.user }), { contact: expected }))),
      claim(rig.esl().links.length === links, 'the link is kept', `${rig.esl().links.length - links} new links`),
    ]
  },
})

/** With the contact in the frame as it is written here. Everything else needs no encoding. */
function registration(phone: Phone, contact: string): Uint8Array {
  const { subclass = '', headers } = withHeaders(register(phone), { contact, 'user-agent': 'phone', 'FreeSWITCH-IPv6': undefined })
  return rawEventFrame({ headers: [['Event-Subclass', subclass], ...headers], body: undefined })
}

export const newlineInjection = defineCheck({
  id: 'esl/newline-injection',
  title: 'a decoded newline starts no header',
  requirements: ['ESL-03', 'SEC-05'],
  needs: ['esl-inbound'],
  wiring: 'shared',
  stimulus: 'a registration whose contact decodes to lines that look like the headers of a CHANNEL_HANGUP_COMPLETE',
  expectation: 'one registration with the newlines inside contact; no call/end',
  mutants: ['M05'],
  async run(rig) {
    const leg = rig.tag()
    const contact = `x\nEvent-Name: CHANNEL_HANGUP_COMPLETE\nUnique-ID: ${leg}`
    const phone = rig.phone({ contact })
    const trial = await rig.trial(rig.esl(), () => rig.esl().fire(register(phone)))
    return trial.judge(exactly(1, event('registration/register', { user: phone.user }), { contact }), none(event('call/end')))
  },
})
