/**
 * ESL-05: Repeated headers, `ARRAY::` values and JSON arrays end as one string per field, the same for plain and json
 * subscriptions.
 * ESL-07: Unknown Content-Types (with their body), unknown outer headers, log/data and unsolicited replies are skipped.
 */
import { event, eventFrame, exactly, frame, type Judgement, type Phone, register, type Rig } from '../../../harness/index.ts'
import { onlyIn } from './format.ts'
import { reconnectMax } from './links.ts'

/** What is done to the text of a json event, in octets: FreeSWITCH passes on what callers send. */
const DIRT: Readonly<Record<string, (text: string) => string>> = {
  'raw 0x7F in a value': (text) => text.replace('DIRT', '\x7f'),
  'raw 0xFF in a value': (text) => text.replace('DIRT', '\xff'),
  'raw 0x01 in a value': (text) => text.replace('DIRT', '\x01'),
  'raw line feed in a value': (text) => text.replace('DIRT', '\n'),
  'object without an end': (text) => text.slice(0, -20),
}

/** On top of the longest delay between two attempts. */
const SPARE_MS = 500

export const jsonDirty = onlyIn('json', {
  id: 'esl/json-dirty',
  title: 'dirty json events',
  requirements: ['ESL-05', 'ESL-07'],
  needs: ['esl-inbound'],
  wiring: { tuning: { format: 'json' } },
  waits: true,
  seconds: 6,
  deadlineSeconds: 120,
  stimulus: `one after the other, each followed by a good registration: ${Object.keys(DIRT).join('; ')}; one more good one when the longest delay between attempts has gone by`,
  expectation: 'the dirty one delivered or skipped, the link kept or made anew, the good one delivered once',
  mutants: ['M03'],
  async run(rig) {
    const judgements: Judgement[] = []
    for (const [what, soil] of Object.entries(DIRT)) {
      const good = rig.phone()
      const trial = await rig.trial(
        rig.esl(),
        async () => {
          const links = rig.esl().links.length
          rig.esl().inject(dirty(rig.phone({ contact: 'DIRT' }), soil))
          await rig.until(() => rig.esl().link.closedAt !== undefined, 100)
          if (rig.esl().link.closedAt !== undefined) await rig.esl().relinked(links, rig.limits.reconnectMs)
          rig.esl().fire(register(good))
        },
        { withinMs: rig.limits.reconnectMs },
      )
      const named = trial.judge(exactly(1, event('registration/register', { user: good.user }), { contact: good.contact }))
      judgements.push(...named.map((judgement) => ({ ...judgement, expected: `${what}: ${judgement.expected}` })))
    }
    return [...judgements, ...(await afterwards(rig))]
  },
})

/** Whoever took the dirt for a lost link has made another by now: all is delivered twice if the first lives on beside it. */
async function afterwards(rig: Rig): Promise<Judgement[]> {
  const areTwo = (): boolean => rig.esl().links.filter(({ closedAt }) => closedAt === undefined).length > 1
  await rig.until(areTwo, reconnectMax(rig) + SPARE_MS)
  const good = rig.phone()
  const trial = await rig.trial(rig.esl(), () => rig.esl().fire(register(good)), { withinMs: rig.limits.reconnectMs })
  return trial.judge(exactly(1, event('registration/register', { user: good.user }), { contact: good.contact }))
}

function dirty(phone: Phone, soil: (text: string) => string): Buffer {
  const octets = eventFrame(register(phone), 'json')
  return frame([['Content-Type', 'text/event-json']], soil(octets.toString('latin1', octets.indexOf('\n\n') + 2)))
}
