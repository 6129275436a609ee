/** SEC-05: Field names can not alter the program (`__proto__`). */
import { callStartFields, defineCheck, event, exactFields, exactly } from '../../../harness/index.ts'
import { forwardsUnknown } from './replies.ts'

const NAMES: readonly (readonly [name: string, value: string])[] = [
  ['__proto__', 'x'],
  ['constructor', 'y'],
  ['toString', 'z'],
  ['hasOwnProperty', 'w'],
  ['__proto__[machine]', '9'],
]

export const hostileNames = defineCheck({
  id: 'ing/proto',
  title: 'hostile names',
  requirements: ['SEC-05'],
  needs: ['http-post'],
  wiring: 'shared',
  stimulus: `an event with fields ${NAMES.map(([name]) => name).join(', ')}; then a plain event`,
  expectation: 'the first has them as plain fields, the second has exactly its own',
  mutants: ['M36'],
  async run(rig) {
    const [hostile, plain] = [rig.tag(), rig.tag()]
    const fields = callStartFields(plain)
    const trial = await rig.trial(rig.ingress, async () => {
      await rig.ingress.post([...Object.entries(callStartFields(hostile)), ...NAMES])
      await rig.ingress.post(fields)
    })
    const added = forwardsUnknown(rig) ? NAMES : []
    return trial.judge(
      exactly(1, event('call/start', { uniqueid: hostile }), { machine: '1', ...Object.fromEntries(added.filter(([name]) => name !== '__proto__')) }),
      exactFields(event('call/start', { uniqueid: hostile }), [...Object.keys(fields), ...added.map(([name]) => name)]),
      exactFields(event('call/start', { uniqueid: plain }), Object.keys(fields)),
    )
  },
})
