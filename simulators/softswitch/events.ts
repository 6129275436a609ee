import type { CallPlan } from '../traffic/call-plan.ts'
import type { MessagePlan } from '../traffic/message-plan.ts'
import type { RegistrationPlan } from '../traffic/registration-plan.ts'
import type { SwitchEvent } from './codec/switch-event.ts'

/**
 * The events of a softswitch machine, with the field sets of the bridge contract. Fields stand in alphabetical order,
 * as in the guide's sample. Where a class has no field for an id, the id stands inside another field, so that every
 * event can be told from every other.
 */

/** Where and when an event happens. */
export interface Scene {
  readonly machine: number
  /** Unix seconds with six decimals. */
  readonly timestamp: string
  /** Asterisk-style id of the call, registration or message. */
  readonly id: string
}

/** One call at the moment of an event. */
export interface CallScene extends Scene {
  readonly plan: CallPlan
  /** Number that the call goes to at that moment. */
  readonly to: string
}

export const callStart = ({ id, machine, timestamp, plan, to }: CallScene): SwitchEvent => ({
  asteriskid: id,
  callid: id,
  class: 'call',
  direction: 'inbound',
  event: 'start',
  from: plan.caller.number,
  from_name: plan.caller.name,
  machine,
  timestamp,
  to,
  uniqueid: id,
})

export const callProgress = (
  event: 'route' | 'answer',
  { id, machine, timestamp, plan, to }: CallScene,
): SwitchEvent => ({
  asteriskid: id,
  callid: id,
  class: 'call',
  event,
  from: plan.caller.number,
  machine,
  timestamp,
  to,
  uniqueid: id,
})

/** @param duration whole seconds since the start of the call */
export const callEnd = (
  { id, machine, timestamp, plan, to }: CallScene,
  cause: string,
  duration: number,
): SwitchEvent => ({
  asteriskid: id,
  callid: id,
  cause,
  class: 'call',
  duration,
  event: 'end',
  from: plan.caller.number,
  machine,
  timestamp,
  to,
  uniqueid: id,
})

/** The id is a parameter of the contact URI. */
export const registration = ({ id, machine, timestamp }: Scene, plan: RegistrationPlan): SwitchEvent => ({
  class: 'registration',
  contact: `sip:${plan.user}@${plan.networkIp}:${plan.networkPort};line=${id}`,
  event: plan.event,
  expires: plan.event === 'unregister' ? '0' : String(plan.expires),
  host: `machine-${machine}.softswitch.invalid`,
  machine,
  network_ip: plan.networkIp,
  network_port: String(plan.networkPort),
  timestamp,
  user: plan.user,
  user_agent: plan.userAgent,
})

/** The id ends the text, in brackets. */
export const message = ({ id, machine, timestamp }: Scene, plan: MessagePlan): SwitchEvent => ({
  body: `${plan.body} [${id}]`,
  class: 'message',
  event: plan.event,
  from: plan.from,
  machine,
  timestamp,
  to: plan.to,
})

/** An event of a class that no bridge knows, with values that a careless codec trips over. */
export const unheardOf = ({ machine, timestamp }: Omit<Scene, 'id'>, index: number): SwitchEvent => ({
  class: 'vendor',
  event: 'unheard_of',
  machine,
  timestamp,
  vendor_count: index,
  vendor_empty: '',
  vendor_text: 'a=b&class=call %0A +ü',
})

/** Fields that no bridge knows, to be added to an event that it does know. */
export const UNKNOWN_FIELDS = { vendor_empty: '', vendor_note: 'uniqueid=none&class=machine', 'x-vendor.field': '1' } as const

/** @param uptimeMs milliseconds since the machine started */
export const machineHealth = (
  { machine, timestamp }: Omit<Scene, 'id'>,
  uptimeMs: number,
  sessions: number,
): SwitchEvent => ({
  class: 'machine',
  event: 'health',
  machine,
  sessions: String(sessions),
  status: 'System Ready',
  timestamp,
  uptime: String(uptimeMs),
})
