/**
 * ESL-02: Content-Length counts octets, not characters.
 * ESL-04: The inner body is opaque and delimited by the outer frame, never by sender-supplied inner headers.
 */
import { channelCreate, defineCheck, event, eventFrame, exactly, message, octetText, register } from '../../../harness/index.ts'
import { inJson } from './format.ts'

const TEXT = '日本語 ☎'

export const octets = defineCheck({
  id: 'esl/octets',
  title: 'length is octets',
  requirements: ['ESL-02', 'ESL-04'],
  needs: ['esl-inbound'],
  wiring: 'shared',
  stimulus: 'a text and a registration with `日本語 ☎`, each joined to the next event; then the text again, cut inside each character',
  expectation: 'the text intact each time, and every event behind it',
  mutants: ['M02'],
  async run(rig) {
    const [joined, cut] = [rig.tag(), rig.tag()]
    const textFrom = (from: string) => message(rig.values, { from, to: rig.tag(), body: octetText(TEXT) })
    const phone = rig.phone({ contact: octetText(TEXT) })
    const behind = [rig.leg(), rig.leg()] as const
    const trial = await rig.trial(rig.esl(), () => {
      rig.esl().inject(textFrom(joined), channelCreate(behind[0]), register(phone), channelCreate(behind[1]))
      rig.esl().link.injectPieces(cutInsideCharacters(eventFrame(textFrom(cut), rig.esl().format)))
    })
    return trial.judge(
      exactly(1, event('message/receive', { from: joined }), { body: TEXT }),
      exactly(1, event('registration/register', { user: phone.user }), { contact: TEXT }),
      ...behind.map(({ uniqueid }) => exactly(1, event('call/start', { uniqueid }))),
      exactly(1, event('message/receive', { from: cut }), { body: TEXT }),
    )
  },
})

export const octetsJson = inJson(octets)

/** Pieces that end behind the first octet of each character of several octets. */
function cutInsideCharacters(octets: Buffer): Buffer[] {
  const firsts = [...octets.keys()].filter((at) => (octets[at] ?? 0) >= 0xc0)
  const borders = [0, ...firsts.map((at) => at + 1), octets.length]
  return borders.slice(1).map((end, index) => octets.subarray(borders[index], end))
}
