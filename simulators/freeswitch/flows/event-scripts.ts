import type { EventScript, EventScriptName } from './event-script.ts'
import { heartbeat } from './heartbeat.ts'
import { messageReceived, messageSent, messageUndeliverable } from './messages.ts'
import { register, registerRefresh, registerRefused, registrationExpired, unregister } from './registrations.ts'

/** The scripts of all that happens without a call, by name. */
export const EVENT_SCRIPTS: Readonly<Record<EventScriptName, EventScript>> = {
  heartbeat,
  register,
  'register-refresh': registerRefresh,
  'register-refused': registerRefused,
  unregister,
  'registration-expired': registrationExpired,
  'message-received': messageReceived,
  'message-undeliverable': messageUndeliverable,
  'message-sent': messageSent,
}
