/**
 * EVT-04: `timestamp` is a string of Unix seconds with exactly six decimals, and is the event's own time
 * (`Event-Date-Timestamp` digits, or the received field verbatim), not the forwarding time.
 */
import {
  callStartFields,
  channelCreate,
  defineCheck,
  event,
  exactly,
  fieldTypes,
  type Judgement,
  timestampOf,
  withHeaders,
} from '../../../harness/index.ts'

/** Event-Date-Timestamp, and what must come of it. */
const FORMATS = {
  '1795310446000000': '1795310446.000000',
  '1795310446000001': '1795310446.000001',
  '1795310446004079': '1795310446.004079',
  '1795310446100000': '1795310446.100000',
  '1795310446999999': '1795310446.999999',
  '999999': '0.999999',
}

export const timestampFormat = defineCheck({
  id: 'evt/timestamp-format',
  title: 'six decimals, a string',
  requirements: ['EVT-04'],
  needs: ['esl-inbound'],
  wiring: 'shared',
  stimulus: `calls whose Event-Date-Timestamp is ${Object.keys(FORMATS).join(', ')}`,
  expectation: `${Object.values(FORMATS).join(', ')}, as strings`,
  mutants: ['M22'],
  async run(rig) {
    const calls = Object.entries(FORMATS).map(([microseconds, timestamp]) => ({ leg: rig.leg(), microseconds, timestamp }))
    const trial = await rig.trial(rig.esl(), () =>
      rig.esl().fire(...calls.map(({ leg, microseconds }) => withHeaders(channelCreate(leg), { 'Event-Date-Timestamp': microseconds }))),
    )
    return calls.flatMap(({ leg: { uniqueid }, timestamp }) => {
      const start = event('call/start', { uniqueid })
      return trial.judge(exactly(1, start, { timestamp }), fieldTypes(start, { timestamp: 'string' }))
    })
  },
})

const HOUR_US = 3_600_000_000
const RECEIVED = '1234567890.100000'

export const timestampOrigin = defineCheck({
  id: 'evt/timestamp-origin',
  title: 'the time of the event',
  requirements: ['EVT-04'],
  needs: [['esl-inbound', 'http-post']],
  wiring: 'shared',
  stimulus: `an Event Socket event stamped an hour ago, its other Date headers at now; a POST with timestamp=${RECEIVED}`,
  expectation: 'the digits of the header; the received text as it is',
  mutants: ['M23'],
  async run(rig) {
    const judgements: Judgement[] = []
    for (const input of rig.inputs('esl-inbound', 'http-post')) {
      const leg = rig.leg()
      const created = channelCreate(leg)
      const old = withHeaders(created, { 'Event-Date-Timestamp': String(Number(timestampOf(created).replace('.', '')) - HOUR_US) })
      const isEsl = input.name.startsWith('esl')
      const trial = await rig.trial(input, () => (isEsl ? rig.esl().fire(old) : rig.ingress.post(callStartFields(leg.uniqueid, { timestamp: RECEIVED }))))
      judgements.push(...trial.judge(exactly(1, event('call/start', { uniqueid: leg.uniqueid }), { timestamp: isEsl ? timestampOf(old) : RECEIVED })))
    }
    return judgements
  },
})
