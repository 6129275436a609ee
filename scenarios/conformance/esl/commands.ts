/**
 * ESL-09: The subscription is valid for every mapped event: names before `CUSTOM`, subclasses after it, spelled
 * case-exactly.
 * ESL-10: The bridge issues no command that creates, changes or ends calls or injects events, unless its profile says so.
 */
import { channelAnswer, channelCreate, channelState, claim, defineCheck, event, type EslCommand, exactly, expire, fact, hangupComplete, headerOf, heartbeat, type Judgement, message, NotProven, observe, register, type Rig, unregister } from '../../../harness/index.ts'

export const subscribe = defineCheck({
  id: 'esl/subscribe',
  title: 'valid subscription',
  requirements: ['ESL-09'],
  needs: ['esl-inbound'],
  wiring: 'shared',
  stimulus: 'one of each mapped event, sent only to those who have subscribed to it by the rules of FreeSWITCH',
  expectation: 'every kind is delivered',
  mutants: ['M15'],
  async run(rig) {
    if (!(await rig.esl().ready(rig.limits.readyMs))) return claim(false, 'a subscription that yields events', 'the bridge has none')
    const mapped = mappedEvents(rig)
    const from = rig.outputs.map(({ deliveries }) => deliveries.length)
    rig.esl().fire(...mapped.map(({ sent }) => sent))
    const missing = (): string[] => rig.outputs.flatMap((output, index) => {
      const events = output.deliveries.slice(from[index]).map(observe)
      return mapped.filter(({ due }) => due(events).status !== 'pass').map(({ kind }) => `${kind} at ${output.name}`)
    })
    await rig.until(() => missing().length === 0, rig.limits.deliverMs)
    const left = missing()
    if (left.length === mapped.length * rig.outputs.length) throw new NotProven('path not proven: none of the mapped events came out')
    const commands = rig.esl().commands().map(({ line }) => line).join('; ')
    return claim(left.length === 0, 'every mapped kind is delivered', `${left.join(', ') || 'none'} missing; commands: ${commands}`)
  },
})

/** message/send is left out: which copy of SMS::SEND_MESSAGE yields it is not settled. */
function mappedEvents(rig: Rig) {
  const leg = rig.leg()
  const { uniqueid } = leg
  const [registered, unregistered, expired] = [rig.phone(), rig.phone(), rig.phone()]
  const text = message(rig.values, { from: rig.tag(), to: rig.tag(), body: 'text' })
  const beat = heartbeat(rig.values)
  const of = (kind: string, fields: Readonly<Record<string, string>>, sent: typeof beat) => ({ kind, sent, due: exactly(1, event(kind, fields)) })
  return [
    of('call/start', { uniqueid }, channelCreate(leg)),
    of('call/route', { uniqueid }, channelState(leg)),
    of('call/answer', { uniqueid }, channelAnswer(leg)),
    of('call/end', { uniqueid }, hangupComplete(leg)),
    of('message/receive', { from: headerOf(text, 'from') }, text),
    of('registration/register', { user: registered.user }, register(registered)),
    of('registration/unregister', { user: unregistered.user }, unregister(unregistered)),
    of('registration/expire', { user: expired.user }, expire(expired)),
    of('machine/health', { sessions: headerOf(beat, 'Session-Count') }, beat),
  ]
}

/** Commands that only look, log in or out, or choose what is sent. */
const READING = /^(auth|userauth|event|nixevent|noevents|myevents|filter|log|nolog|linger|nolinger|getvar|connect|exit|\.\.\.)/i
/** What `api` and `bgapi` may ask for: figures and lists. */
const ASKING = /^(bg)?api[ \t]+(status|version|uptime|hostname|show|help|global_getvar|module_exists|create_uuid|uuid_exists|uuid_dump|uuid_getvar|sofia[ \t]+(xml)?status|sofia_contact|strepoch|strftime)\b/i

export const passive = defineCheck({
  id: 'esl/passive',
  title: 'only reads',
  requirements: ['ESL-10'],
  needs: [['esl-inbound', 'esl-outbound']],
  wiring: 'shared',
  stimulus: 'the calls of the whole run',
  expectation: 'no command but those that log in, subscribe, filter, linger or ask; others are listed in the profile',
  mutants: ['X10'],
  async run(rig) {
    const [input] = rig.inputs('esl-inbound', 'esl-outbound')
    if (!input) return []
    const trial = await rig.trial(input, () => {
      const leg = rig.leg()
      if (input.name.startsWith('esl 1')) rig.esl().fire(channelCreate(leg), channelAnswer(leg), hangupComplete(leg))
    })
    return [...trial.judge(), ...onlyReads(rig)]
  },
  scan: onlyReads,
})

function onlyReads(rig: Rig): Judgement[] {
  const { profile, wiring } = rig
  const nodes = profile.capabilities.in.includes('esl-inbound') ? wiring.esl.nodes.map(({ machine }) => rig.esl(machine)) : []
  const calls = profile.capabilities.in.includes('esl-outbound') && rig.endpoints.outbound ? rig.outbound.calls : []
  const commands: readonly EslCommand[] = [...nodes.flatMap((node) => node.commands(node.links)), ...calls.flatMap((call) => call.commands)]
  const allowed = ({ line }: EslCommand): boolean =>
    READING.test(line) || ASKING.test(line) || profile.behaviour.commands.some((word) => line.toLowerCase().startsWith(word.toLowerCase()))
  const meddling = [...new Set(commands.filter((command) => !allowed(command)).map(({ line }) => line))]
  return [fact(claim(meddling.length === 0, 'only commands that read', meddling.slice(0, 5).join('; ') || `${commands.length} commands, none of them meddles`))]
}
