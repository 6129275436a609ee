/**
 * MAP-06: Exactly `sofia::register`, `sofia::unregister`, `sofia::expire` yield registration/*; user and host come from
 * `from-user`/`from-host`, for expire from `user`/`host`.
 * ESL-03: Plain headers are split into lines first and percent-decoded after.
 */
import { anyEvent, defineCheck, event, exactly, expire, type Phone, register, timestampOf, unregister } from '../../../harness/index.ts'

const addressOf = ({ host, contact, networkIp, networkPort, userAgent }: Phone): Record<string, string> => ({
  host,
  contact,
  network_ip: networkIp,
  network_port: networkPort,
  user_agent: userAgent,
})

export const registered = defineCheck({
  id: 'map/register',
  title: 'register, refresh, unregister',
  requirements: ['MAP-06', 'ESL-03'],
  needs: ['esl-inbound'],
  wiring: 'shared',
  stimulus: 'sofia::register twice and sofia::unregister, Event-Subclass the first header and percent-encoded, contact `"" <sip:…>`',
  expectation: 'registration/register twice and registration/unregister once, with every value as sent',
  mutants: ['M04'],
  async run(rig) {
    const phone = rig.phone()
    const { user, expires } = phone
    const [first, refresh, last] = [register(phone), register(phone), unregister(phone)]
    const trial = await rig.trial(rig.esl(), () => rig.esl().fire(first, refresh, last))
    const kind = (name: string, timestamp: string) => event(`registration/${name}`, { user, timestamp })
    return trial.judge(
      exactly(1, kind('register', timestampOf(first)), { ...addressOf(phone), expires }),
      exactly(1, kind('register', timestampOf(refresh)), { ...addressOf(phone), expires }),
      exactly(1, kind('unregister', timestampOf(last)), { ...addressOf(phone), expires: '0' }),
      exactly(3, anyEvent({ user })),
    )
  },
})

export const expired = defineCheck({
  id: 'map/expire',
  title: 'expire has other headers',
  requirements: ['MAP-06'],
  needs: ['esl-inbound'],
  wiring: 'shared',
  stimulus: 'sofia::expire, which has user and host and no from-user and from-host, and whose expires is a moment',
  expectation: 'registration/expire with that user and host and expires as sent',
  mutants: ['X15'],
  async run(rig) {
    const phone = rig.phone({ expires: '1795311548' })
    const ran = expire(phone)
    const trial = await rig.trial(rig.esl(), () => rig.esl().fire(ran))
    const { user, expires } = phone
    return trial.judge(exactly(1, event('registration/expire', { user }), { ...addressOf(phone), expires, timestamp: timestampOf(ran) }), exactly(1, anyEvent({ user })))
  },
})
