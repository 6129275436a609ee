import { CALL_SITES } from '../../../simulators/freeswitch/channel/call-sites.ts'
import { directoryVariables } from '../../../simulators/freeswitch/channel/directory-user.ts'
import { fireChannelEvent } from '../../../simulators/freeswitch/channel/fire.ts'
import { flipCallerId } from '../../../simulators/freeswitch/channel/flip-caller-id.ts'
import { created, enterState, originated, runDialplan } from '../../../simulators/freeswitch/channel/lifecycle.ts'
import { tellPresence } from '../../../simulators/freeswitch/channel/presence.ts'
import { INTERNAL } from '../../../simulators/freeswitch/channel/sofia-leg.ts'
import { callByApi } from '../../../simulators/freeswitch/channel/sofia-outbound.ts'
import { setVariables } from '../../../simulators/freeswitch/channel/variables.ts'
import { pickUp, ring } from '../../../simulators/freeswitch/flows/bridge-steps.ts'
import { sofiaLeg, valueOf } from '../../../simulators/freeswitch/flows/leg-values.ts'
import { PRESENCE_PARTS } from '../presence-parts.ts'
import type { ApiFlow } from './api-flow.ts'
import { parkUntilHangup } from './park-steps.ts'

/** `originate user/1000 &park` of a registered user, then `hupall`; watchers of the user hear of it. */
export const registeredUserCalled: ApiFlow = {
  recording: 'presence-event',
  excerpt: PRESENCE_PARTS.called,
  play(stage) {
    const leg = { ...sofiaLeg(stage.values, 'a'), profile: INTERNAL }
    const user = valueOf(stage.values, 'a.user')
    const id = `${user}@${leg.localIp}`
    const account = {
      dialed_user: user,
      dialed_domain: leg.localIp,
      sip_invite_domain: leg.localIp,
      presence_id: id,
    }
    const channel = callByApi(stage, leg, user, 0, account)
    channel.presence = { id, count: 0 }
    enterState(stage, channel, 'INIT')
    created(stage, channel)
    originated(stage, channel)
    enterState(stage, channel, 'ROUTING')
    channel.state = 'CONSUME_MEDIA'
    tellPresence(stage, channel, 'progressing')
    enterState(stage, channel, 'CONSUME_MEDIA')
    const a = { channel, leg, user }
    ring(stage, a)
    stage.next()
    pickUp(stage, a)
    // The endpoint `user` has called the phone; now its own leg is there.
    fireChannelEvent(stage, channel, 'CHANNEL_OUTGOING', CALL_SITES.outgoing)
    setVariables(channel.variables, {
      endpoint_disposition: 'ANSWER',
      ...directoryVariables({ user }),
      originate_early_media: 'true',
      originate_endpoint: 'user',
    })
    flipCallerId(stage, channel)
    runDialplan(stage, channel)
    parkUntilHangup(stage, a, 'MANAGER_REQUEST')
  },
}
