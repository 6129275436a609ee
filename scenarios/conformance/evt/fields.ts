/**
 * EVT-01: Every delivered event has `class`, `event` and `timestamp`.
 * EVT-02: Two events of the same class+event have exactly the same field names; a missing source value becomes `""` (text)
 * or `0` (counter), never an absent field.
 */
import {
  channelCreate,
  claim,
  defineCheck,
  event,
  exactly,
  type Expectation,
  hangupComplete,
  type Judgement,
  message,
  observe,
  type ObservedEvent,
  type Rig,
  unknown,
  unregister,
  withHeaders,
} from '../../../harness/index.ts'
import { hasCoreFields, sameNames } from './expectations.ts'
import { oneOfEach, type Sample } from './one-of-each.ts'

/** A clock may be read before the event is sent and after it has been seen. */
const CLOCK_SLACK_S = 1

export const coreFields = defineCheck({
  id: 'evt/core-fields',
  title: 'three core fields always',
  requirements: ['EVT-01'],
  needs: ['esl-inbound'],
  wiring: 'shared',
  stimulus: 'CHANNEL_CREATE without Event-Date-Timestamp; one event of each kind; and everything that comes out in the whole run',
  expectation: 'class, event and timestamp, none of them empty; the timestamp made up is the time at which the event went through',
  mutants: ['M24'],
  async run(rig) {
    const leg = rig.leg()
    const samples = oneOfEach(rig, { free: 'Alice', note: '1001' })
    const sentAt = Date.now() / 1000
    const trial = await rig.trial(rig.esl(), () => {
      rig.esl().fire(withHeaders(channelCreate(leg), { 'Event-Date-Timestamp': undefined }), ...samples.map(({ stimulus }) => stimulus))
    })
    const [from, to] = [sentAt - CLOCK_SLACK_S, Date.now() / 1000 + CLOCK_SLACK_S]
    const isNow = (text: string): boolean => /^\d+\.\d{6}$/.test(text) && Number(text) >= from && Number(text) <= to
    const start = event('call/start', { uniqueid: leg.uniqueid })
    return trial.judge(exactly(1, start, { timestamp: { is: 'the time of now, six decimals', holds: isNow } }), hasCoreFields(), seenOnce(samples))
  },
  scan: (rig: Rig): Judgement[] => rig.outputs.map(({ name, deliveries }) => judgeAll(name, deliveries.map(observe))),
})

function judgeAll(output: string, events: readonly ObservedEvent[]): Judgement {
  const judgement = hasCoreFields()(events)
  return { ...judgement, expected: `${output}, everything that came: ${judgement.expected}` }
}

/** A kind that was never seen was not judged. */
const seenOnce = (samples: readonly Sample[]): Expectation => (events) => {
  const missing = samples.map(({ selector }) => selector.kind ?? '').filter((kind) => !events.some((one) => one.kind === kind))
  const expected = 'every kind is seen'
  return missing.length === 0 ? claim(true, expected, `${samples.length} kinds`) : unknown(expected, `never seen: ${missing.join(', ')}`)
}

export const fieldSet = defineCheck({
  id: 'evt/field-set',
  title: 'the same class and event have the same names',
  requirements: ['EVT-02'],
  needs: ['esl-inbound'],
  wiring: 'shared',
  stimulus:
    'pairs: an end with and without variable_duration; given up by the phone and by loss of its connection; a text with and without body; a start with and without caller id',
  expectation: 'the same names in each pair, and the missing values "" or 0',
  mutants: ['M24'],
  async run(rig) {
    const { values } = rig
    const [ended, endedBare, started, startedBare] = [rig.leg(), rig.leg(), rig.leg(), rig.leg()]
    const [phone, lost] = [rig.phone(), rig.phone()]
    const [full, empty] = [rig.tag(), rig.tag()]
    const trial = await rig.trial(rig.esl(), () =>
      rig.esl().fire(
        hangupComplete(ended),
        withHeaders(hangupComplete(endedBare), { variable_duration: undefined }),
        unregister(phone),
        unregister(lost, 'by-lost-connection'),
        message(values, { from: full, to: 'b@example.com', body: 'hello' }),
        { ...message(values, { from: empty, to: 'b@example.com', body: '' }), body: undefined },
        channelCreate(started),
        withHeaders(channelCreate(startedBare), { 'Caller-Caller-ID-Name': undefined, 'Caller-Caller-ID-Number': undefined }),
      ),
    )
    const start = (uniqueid: string) => event('call/start', { uniqueid })
    const end = (uniqueid: string) => event('call/end', { uniqueid })
    const given = (user: string) => event('registration/unregister', { user })
    const text = (from: string) => event('message/receive', { from })
    return trial.judge(
      sameNames(end(ended.uniqueid), end(endedBare.uniqueid)),
      sameNames(given(phone.user), given(lost.user)),
      sameNames(text(full), text(empty)),
      sameNames(start(started.uniqueid), start(startedBare.uniqueid)),
      exactly(1, end(endedBare.uniqueid), { duration: '0' }),
      exactly(1, given(lost.user), { contact: '', expires: '', network_ip: '', network_port: '', user_agent: '' }),
      exactly(1, text(empty), { body: '' }),
      exactly(1, start(startedBare.uniqueid), { from: '', from_name: '' }),
    )
  },
})
