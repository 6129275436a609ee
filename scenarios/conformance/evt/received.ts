/**
 * EVT-05: In JSON, `machine` and declared counters are numbers; every other value is a string spelled as received.
 * EVT-06: Unknown events and unknown fields received by http-post or messaged-websocket are tolerated: answered 2xx, no
 * error, known fields and later events untouched. The profile says whether they are forwarded unchanged or discarded.
 * ING-01: A valid event POST is answered 2xx; an empty text/plain body is enough.
 */
import { callStartFields, claim, defineCheck, event, exactFields, exactly, type Expectation, fieldTypes, type Input, type Judgement, none, type Rig } from '../../../harness/index.ts'
import { isSuccess } from '../ing/replies.ts'

/** The guide's own sample: its ids look like numbers. */
const SAMPLE = { asteriskid: '1234567890.1', callid: '1234567890.100000', class: 'call', event: 'start', timestamp: '1234567890.123456', uniqueid: '1234567890.100000' }
const LOOK_ALIKES = { x1: '0044', x2: '1e5', x3: 'true', x4: 'null', x5: '12345678901234567890' }

export const types = defineCheck({
  id: 'evt/types',
  title: 'numbers, and texts that look like them',
  requirements: ['EVT-05', 'ING-01'],
  needs: ['http-post', 'websocket'],
  wiring: 'shared',
  stimulus: `the sample of the guide as a form, with ${Object.entries(LOOK_ALIKES).map(([name, value]) => `${name}=${value}`).join(' ')}`,
  expectation: 'machine is the number 1; everything else is a string, spelled as it was sent',
  mutants: ['M26'],
  async run(rig) {
    const { behaviour } = rig.profile
    const strings = behaviour.unknown === 'forward' ? { ...SAMPLE, ...LOOK_ALIKES } : SAMPLE
    let status: number | undefined
    const post = async () => {
      status = (await rig.ingress.post({ ...SAMPLE, machine: '1', ...LOOK_ALIKES }))?.status
    }
    const trial = await rig.trial(rig.ingress, post, { outputs: [rig.websocket], strangers: true })
    const sample = event('call/start', { uniqueid: SAMPLE.uniqueid })
    return [
      ...trial.judge(
        exactly(1, sample, { ...strings, machine: '1' }),
        fieldTypes(sample, { ...Object.fromEntries(Object.keys(strings).map((name) => [name, 'string' as const])), machine: 'number' }),
      ),
      claim(isSuccess(status ?? 0), 'the POST is answered 2xx', `status ${status ?? 'none'}`),
    ]
  },
})

export const passthrough = defineCheck({
  id: 'evt/passthrough',
  title: 'unknown events and fields',
  requirements: ['EVT-06'],
  needs: [['http-post', 'messaged-websocket']],
  wiring: 'shared',
  stimulus: 'class=zebra event=grazed timestamp=1.000001 colour=blue; a call/start with x_new=1',
  expectation: 'both come out with every field (or, where the profile says that the unknown is discarded, the call alone, without x_new)',
  mutants: ['M29'],
  async run(rig) {
    const judgements: Judgement[] = []
    for (const input of rig.inputs('http-post', 'messaged-websocket')) judgements.push(...(await sendUnknown(rig, input)))
    return judgements
  },
})

async function sendUnknown(rig: Rig, input: Input): Promise<readonly Judgement[]> {
  const [mark, uniqueid] = [rig.tag(), rig.tag()]
  const zebra = { class: 'zebra', event: 'grazed', timestamp: '1.000001', colour: 'blue', mark }
  const call = callStartFields(uniqueid)
  const statuses: (number | undefined)[] = []
  const trial = await rig.trial(input, async () => {
    for (const fields of [zebra, { ...call, x_new: '1' }]) {
      if (input.name === 'http-post') statuses.push((await rig.ingress.post(fields))?.status)
      else rig.messaged.link.sendText(JSON.stringify({ ...fields, ...('machine' in fields && { machine: 1 }) }))
    }
  })
  const forwards = rig.profile.behaviour.unknown === 'forward'
  const grazed = event('zebra/grazed', { mark })
  const started = event('call/start', { uniqueid })
  const unknowns: Expectation[] = forwards
    ? [exactly(1, grazed, zebra), exactFields(grazed, Object.keys(zebra)), exactly(1, started, { ...call, x_new: '1' })]
    : [none(grazed), exactly(1, started, call), none(event('call/start', { uniqueid, x_new: '1' }))]
  return [...trial.judge(...unknowns), ...(input.name === 'http-post' ? [claim(statuses.every((status) => isSuccess(status ?? 0)), 'each POST is answered 2xx', `statuses ${statuses.join(', ')}`)] : [])]
}
