/** FWD-02: Without faults each mapped event is delivered once on each output: none lost, none twice. */
import { claim, defineCheck, type Expectation, groundedOn, quoted, unknown } from '../../../harness/index.ts'
import { countFromNow } from '../count-from-now.ts'
import { atRate, LATE_MS } from './at-rate.ts'
import { sourcesOf } from './sources.ts'

const SECONDS = 30
const PER_SECOND = 400

export const exact = defineCheck({
  id: 'fwd/exact',
  title: 'none lost, none twice',
  requirements: ['FWD-02'],
  needs: [['esl-inbound', 'http-post', 'messaged-websocket'], ['websocket', 'webhook']],
  wiring: 'shared',
  waits: true,
  seconds: SECONDS + 4,
  deadlineSeconds: 4 * SECONDS,
  stimulus: `${PER_SECOND} events a second of mixed kinds for ${SECONDS} s by every input in turn, Event-Sequence disordered as recorded`,
  expectation: 'each event once on each output',
  mutants: ['M18'],
  async run(rig) {
    const sources = sourcesOf(rig)
    const [input] = rig.inputs('esl-inbound', 'http-post', 'messaged-websocket')
    if (!input) return unknown('each event once on each output', 'there is no input to send by')
    const tags = Array.from({ length: SECONDS * PER_SECOND }, rig.tag)
    let lateMs = 0
    const trial = await rig.trial(
      input,
      async () => {
        const came = countFromNow(rig)
        lateMs = await atRate(rig, { perSecond: PER_SECOND, count: tags.length }, (index) => sources[index % sources.length]?.send(tags[index] ?? ''))
        for (const source of sources) source.end()
        await came(tags.length)
      },
      { withinMs: 4 * rig.limits.deliverMs },
    )
    const judgements = trial.judge(eachOnce(tags))
    return lateMs > LATE_MS ? [...judgements, unknown(`${PER_SECOND} events a second are sent`, `the harness was ${Math.round(lateMs)} ms late`)] : judgements
  },
})

const eachOnce = (tags: readonly string[]): Expectation => (events) => {
  const counts = new Map<string, number>(tags.map((tag) => [tag, 0]))
  for (const { value } of events) {
    const tag = value('uniqueid') ?? value('user') ?? value('from') ?? ''
    const count = counts.get(tag)
    if (count !== undefined) counts.set(tag, count + 1)
  }
  const lost = tags.filter((tag) => counts.get(tag) === 0)
  const twice = tags.filter((tag) => (counts.get(tag) ?? 0) > 1)
  const examples = [...lost.slice(0, 3), ...twice.slice(0, 3)].map(quoted).join(', ')
  const judgement = claim(lost.length + twice.length === 0, `${tags.length} events, each once`, `lost ${lost.length}, twice ${twice.length}${examples && `: ${examples}`}`)
  return groundedOn(twice.length > 0 ? 'fact' : 'absence', judgement)
}
