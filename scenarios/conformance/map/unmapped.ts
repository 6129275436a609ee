/**
 * MAP-06: Exactly `sofia::register`, `sofia::unregister`, `sofia::expire` yield registration/*.
 * MAP-09: Any other event yields nothing, and events without context neither stop nor change the others.
 */
import { channelCreate, defineCheck, event, exactly, nothingElse, rawEventFrame, register, withHeaders } from '../../../harness/index.ts'

const SUBCLASSES = ['sofia::pre_register', 'sofia::register_attempt', 'sofia::register_failure', 'sofia::registered', 'sofia::gateway_state', 'callstorm::new']

export const unmapped = defineCheck({
  id: 'map/unmapped',
  title: 'everything else is silent',
  requirements: ['MAP-06', 'MAP-09'],
  needs: ['esl-inbound'],
  wiring: 'shared',
  stimulus: `${SUBCLASSES.join(', ')}; CUSTOM without subclass; two Event-Names; an unknown Event-Name; none at all; then a call`,
  expectation: 'nothing but the call',
  mutants: ['X18'],
  async run(rig) {
    const leg = rig.leg()
    const strange = [{ 'Event-Name': 'BRAND_NEW' }, { 'Event-Name': undefined }, { 'Event-Name': ['COMMAND', 'PRIVATE_COMMAND'] }, { 'Event-Name': 'CUSTOM' }]
    const trial = await rig.trial(rig.esl(), () => {
      for (const subclass of SUBCLASSES) rig.esl().inject(register(rig.phone(), subclass))
      for (const changes of strange) rig.esl().inject(rawEventFrame(plain(withHeaders(channelCreate(rig.leg()), changes))))
      rig.esl().inject(channelCreate(leg))
    })
    const call = event('call/start', { uniqueid: leg.uniqueid })
    return trial.judge(exactly(1, call), nothingElse(leg.uniqueid.replace(/\d+$/, ''), call))
  },
})

/** Without the values that would need encoding. */
const plain = (given: ReturnType<typeof channelCreate>) => withHeaders(given, { 'FreeSWITCH-IPv6': undefined, 'Channel-Name': 'sofia/x', 'Caller-Channel-Name': 'sofia/x' })
