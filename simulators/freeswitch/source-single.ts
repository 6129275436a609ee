import { type EntityKind, toEntityNumber } from '../traffic/entity-number.ts'
import { toUuid } from '../traffic/identity.ts'
import { planMessage } from '../traffic/message-plan.ts'
import { planRegistration, type RegistrationPlan } from '../traffic/registration-plan.ts'
import { HEARTBEAT_SECONDS, type SourceArrival } from '../traffic/source-plan.ts'
import type { CommonInputs } from './flows/common-values.ts'
import type { EventScriptName } from './flows/event-script.ts'
import { EVENT_SCRIPTS } from './flows/event-scripts.ts'
import { heartbeatValue, messageValue, plainValue, registrationValue } from './flows/event-values.ts'
import { unheardOf } from './flows/unheard-of.ts'
import { compileEvents } from './render/event-script-template.ts'
import type { ScriptTemplate } from './render/script-template.ts'
import type { ValueOf } from './render/value-layout.ts'
import type { SourceContext } from './source-context.ts'
import { phoneIp, toBinary } from './source-inputs.ts'
import type { MomentPlayer } from './source-player.ts'

/** What happens without a call: registrations, text messages and heartbeats. All of it is over at once. */
export type SinglePlayer = (kind: Exclude<SourceArrival['kind'], 'call' | 'ongoing'>, index: number, atUs: number) => void

const SERVER_VERSION = '1.11.3-dev+git~20260821T141014Z~cc93a683ca~64bit'
const SIP_PORT = '5060'

/** Phones are registered already: what comes is that they do it again. */
const REGISTRATION_SCRIPTS = {
  register: 'register-refresh',
  unregister: 'unregister',
  expire: 'registration-expired',
} as const satisfies Readonly<Record<RegistrationPlan['event'], EventScriptName>>

export function createSinglePlayer(context: SourceContext, play: MomentPlayer): SinglePlayer {
  const { bus, census, share } = context
  const { seed, source } = share
  const registrations = createTemplates(context, Object.values(REGISTRATION_SCRIPTS), registrationValue)
  const messages = createTemplates(context, ['message-received', 'message-sent'], messageValue)
  const heartbeats = createTemplates(context, ['heartbeat'], heartbeatValue)
  const unknown = compileEvents(unheardOf, bus.identity, plainValue)
  const common = (atUs: number): CommonInputs => ({
    identity: bus.identity,
    sequence: '0',
    momentsUs: [context.eventTime(atUs)],
  })

  return (kind, index, atUs) => {
    switch (kind) {
      case 'registration': {
        const plan = planRegistration(seed, source, index, share.mix)
        const template = registrations[REGISTRATION_SCRIPTS[plan.event]]
        const { user, networkIp, userAgent, expires } = plan
        const known = { ...common(atUs), user, networkIp, networkPort: String(plan.networkPort), userAgent, expires }
        return emitEntity(context, play, template, kind, index, atUs, (id) => ({ ...known, id, number: index }))
      }
      case 'message': {
        const { event, from, to, body } = planMessage(seed, source, index)
        const template = messages[event === 'receive' ? 'message-received' : 'message-sent']
        const phone = { networkIp: phoneIp(from), networkPort: SIP_PORT }
        const known = { ...common(atUs), ...phone, from, to, text: toBinary(body) }
        return emitEntity(context, play, template, kind, index, atUs, (id) => ({ ...known, id, number: index }))
      }
      case 'heartbeat': {
        const template = heartbeats.heartbeat
        const { sessions, idleCpu } = census
        const server = { version: SERVER_VERSION, uptimeUs: atUs, sessions, idleCpu }
        const inputs = { ...common(atUs), ...server, intervalSeconds: HEARTBEAT_SECONDS }
        return playOnce(play, template, inputs, [], atUs)
      }
      case 'unknown':
        return playOnce(play, unknown, common(atUs), [], atUs)
    }
  }
}

/** Opens an entity, emits its only moment, and closes it. */
function emitEntity<Inputs>(
  { journal, runId, share }: SourceContext,
  play: MomentPlayer,
  template: ScriptTemplate<Inputs>,
  kind: EntityKind,
  index: number,
  atUs: number,
  inputsOf: (id: string) => Inputs,
): void {
  const number = toEntityNumber(kind, index)
  const slot = journal.open(number, 0, template.legs[0]?.script ?? 0, atUs, atUs)
  const id = toUuid(runId, { source: share.source, number, leg: 0, slot })
  playOnce(play, template, inputsOf(id), [slot], atUs)
  journal.close(slot)
}

function playOnce<Inputs>(
  play: MomentPlayer,
  template: ScriptTemplate<Inputs>,
  inputs: Inputs,
  slots: readonly number[],
  atUs: number,
): void {
  const block = template.takeBlock(inputs)
  play(template.moments[0] ?? [], block, slots, atUs)
  template.releaseBlock(block)
}

/** Scripts compiled before the run. */
function createTemplates<Inputs extends CommonInputs, Name extends EventScriptName>(
  { bus }: SourceContext,
  names: readonly Name[],
  valueOf: ValueOf<Inputs>,
): Readonly<Record<Name, ScriptTemplate<Inputs>>> {
  const compiled = names.map((name) => [name, compileEvents(EVENT_SCRIPTS[name], bus.identity, valueOf)] as const)
  return Object.fromEntries(compiled) as Record<Name, ScriptTemplate<Inputs>>
}
