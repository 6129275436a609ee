import { type CommonInputs, commonValue, madeUuid } from './common-values.ts'

/** What a registration event is made of; its values are named after the fields, besides the common ones. */
export interface RegistrationInputs extends CommonInputs {
  /** Identity of the event, a UUID: stands in the contact. */
  readonly id: string
  /** Place of the event in its stream, from 0. */
  readonly number: number
  readonly user: string
  readonly networkIp: string
  readonly networkPort: string
  readonly userAgent: string
  /** How long the registration holds, whole seconds. */
  readonly expires: number
}

/** What a text message is made of; all texts are binary strings. */
export interface MessageInputs extends CommonInputs {
  /** Identity of the message, a UUID: stands at the end of the body. */
  readonly id: string
  /** Place of the message in its stream, from 0. */
  readonly number: number
  readonly from: string
  readonly to: string
  readonly text: string
  readonly networkIp: string
  readonly networkPort: string
}

/** What a heartbeat tells. */
export interface HeartbeatInputs extends CommonInputs {
  /** Version and commit of the server, as `FreeSWITCH-Version` has it. */
  readonly version: string
  /** Since the start of the server, whole microseconds. */
  readonly uptimeUs: number
  /** Until the next one, whole seconds. */
  readonly intervalSeconds: number
  readonly sessions: SessionFigures
  /** Percent. */
  readonly idleCpu: number
}

/** Counts of sessions; rates are sessions per second. */
export interface SessionFigures {
  readonly count: number
  readonly max: number
  readonly perSecondLimit: number
  readonly perSecondLast: number
  readonly perSecondMax: number
  readonly perSecondFiveMinutes: number
  readonly sinceStartup: number
  readonly peak: number
  readonly peakFiveMinutes: number
}

type ValueOf<Inputs> = (inputs: Inputs) => string
type Values<Inputs> = Readonly<Record<string, ValueOf<Inputs>>>

/** The server looks for registrations that ran out about once a minute; in the recording it was this late. */
const FORGOTTEN_AFTER_SECONDS = 23

const REGISTRATION: Values<RegistrationInputs> = {
  id: ({ id }) => id,
  user: ({ user }) => user,
  domain: ({ identity }) => identity.ipv4,
  'network-ip': ({ networkIp }) => networkIp,
  'network-port': ({ networkPort }) => networkPort,
  'user-agent': ({ userAgent }) => userAgent,
  'first-user-agent': ({ userAgent }) => userAgent,
  'call-id': ({ number }) => madeUuid(number, 0xffd),
  expires: ({ expires }) => String(expires),
  'expires-at': ({ momentsUs }) => String(Math.floor((momentsUs[0] ?? 0) / 1e6) - FORGOTTEN_AFTER_SECONDS),
}

const MESSAGE: Values<MessageInputs> = {
  id: ({ id }) => id,
  from: ({ from }) => from,
  to: ({ to }) => to,
  domain: ({ identity }) => identity.ipv4,
  text: ({ text }) => text,
  'content-length': ({ text, id }) => String(text.length + 1 + id.length),
  'network-ip': ({ networkIp }) => networkIp,
  'network-port': ({ networkPort }) => networkPort,
  'user-agent': () => 'unknown',
  'call-id': ({ number }) => madeUuid(number, 0xffc),
  'event-uuid': ({ number }) => madeUuid(number, 0xffb),
  'from-tag': ({ number }) => `m${number}`,
}

const HEARTBEAT: Values<HeartbeatInputs> = {
  'up-time': ({ uptimeUs }) => upTime(uptimeUs),
  version: ({ version }) => version,
  'uptime-msec': ({ uptimeUs }) => String(Math.floor(uptimeUs / 1000)),
  'session-count': ({ sessions }) => String(sessions.count),
  'max-sessions': ({ sessions }) => String(sessions.max),
  'session-per-sec': ({ sessions }) => String(sessions.perSecondLimit),
  'session-per-sec-last': ({ sessions }) => String(sessions.perSecondLast),
  'session-per-sec-max': ({ sessions }) => String(sessions.perSecondMax),
  'session-per-sec-five-min': ({ sessions }) => String(sessions.perSecondFiveMinutes),
  'session-since-startup': ({ sessions }) => String(sessions.sinceStartup),
  'session-peak-max': ({ sessions }) => String(sessions.peak),
  'session-peak-five-min': ({ sessions }) => String(sessions.peakFiveMinutes),
  'idle-cpu': ({ idleCpu }) => idleCpu.toFixed(6),
  'next-heartbeat': ({ momentsUs, intervalSeconds }) => String(Math.floor((momentsUs[0] ?? 0) / 1e6) + intervalSeconds),
}

/** How to calculate a value of a registration script. @throws RangeError for an unknown name */
export const registrationValue = (name: string): ValueOf<RegistrationInputs> => resolve(name, REGISTRATION)

/** How to calculate a value of a message script. @throws RangeError for an unknown name */
export const messageValue = (name: string): ValueOf<MessageInputs> => resolve(name, MESSAGE)

/** How to calculate a value of the heartbeat script. @throws RangeError for an unknown name */
export const heartbeatValue = (name: string): ValueOf<HeartbeatInputs> => resolve(name, HEARTBEAT)

/** How to calculate a value of a script that asks for common ones only. @throws RangeError for an unknown name */
export const plainValue = (name: string): ValueOf<CommonInputs> => resolve<CommonInputs>(name, {})

function resolve<Inputs extends CommonInputs>(name: string, values: Values<Inputs>): ValueOf<Inputs> {
  const found = values[name] ?? commonValue(name)
  if (found === undefined)
    throw new RangeError(`Cannot derive a value as its name must be known: current value is "${name}"`)
  return found
}

const YEAR_DAYS = 365

/** `0 years, 0 days, 0 hours, 18 minutes, 39 seconds, 416 milliseconds, 666 microseconds`; one is singular. */
function upTime(us: number): string {
  const days = Math.floor(us / 86_400e6)
  const parts: readonly (readonly [number, string])[] = [
    [Math.floor(days / YEAR_DAYS), 'year'],
    [days % YEAR_DAYS, 'day'],
    [Math.floor(us / 3600e6) % 24, 'hour'],
    [Math.floor(us / 60e6) % 60, 'minute'],
    [Math.floor(us / 1e6) % 60, 'second'],
    [Math.floor(us / 1e3) % 1000, 'millisecond'],
    [Math.floor(us) % 1000, 'microsecond'],
  ]
  return parts.map(([count, unit]) => `${count} ${unit}${count === 1 ? '' : 's'}`).join(', ')
}
