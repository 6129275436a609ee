import {
  channelAnswer,
  channelCreate,
  channelState,
  event,
  expire,
  hangupComplete,
  heartbeat,
  message,
  octetText,
  register,
  type Rig,
  sendRequest,
  type Selector,
  unregister,
} from '../../../harness/index.ts'

type EslEvent = ReturnType<typeof channelCreate>

/** A stimulus and the contract event that it must become, found by a value that nothing else has. */
export interface Sample {
  readonly stimulus: EslEvent
  readonly selector: Selector
}

/** One Event Socket event for each kind of contract event; the texts in them are these, where a text may be anything. */
export function oneOfEach(rig: Rig, { free, note }: { readonly free: string; readonly note: string }): readonly Sample[] {
  const { values } = rig
  const leg = rig.leg({ fromName: octetText(free), to: octetText(note) })
  const { uniqueid } = leg
  const phone = rig.phone({ contact: octetText(free), userAgent: octetText(note) })
  const { user } = phone
  const [received, sent, sessions] = [rig.tag(), rig.tag(), values.number()]
  const text = { to: octetText(note), body: octetText(free) }
  return [
    { stimulus: channelCreate(leg), selector: event('call/start', { uniqueid }) },
    { stimulus: channelState(leg), selector: event('call/route', { uniqueid }) },
    { stimulus: channelAnswer(leg), selector: event('call/answer', { uniqueid }) },
    { stimulus: hangupComplete(leg), selector: event('call/end', { uniqueid }) },
    { stimulus: message(values, { from: received, ...text }), selector: event('message/receive', { from: received }) },
    { stimulus: sendRequest(values, { from: sent, ...text }), selector: event('message/send', { from: sent }) },
    { stimulus: register(phone), selector: event('registration/register', { user }) },
    { stimulus: unregister(phone), selector: event('registration/unregister', { user }) },
    { stimulus: expire(phone), selector: event('registration/expire', { user }) },
    { stimulus: heartbeat(values, sessions), selector: event('machine/health', { sessions }) },
  ]
}
