import type { FsEvent, FsHeader } from '../../simulators/freeswitch/codec/event.ts'
import { baseHeaders, type CallSite } from '../../simulators/freeswitch/events/base-headers.ts'
import { stampOf } from '../../simulators/freeswitch/events/base-headers.ts'
import { type EventTypeName, eventType } from '../../simulators/freeswitch/events/event-types.ts'

/**
 * Where the values of stimuli come from: each is given once, so that a bridge that reads a wrong header is found out.
 * Recordings cannot do that: their Unique-ID is their Channel-Call-UUID as well.
 */
export interface EslValues {
  readonly tag: () => string
  /** A number that nothing else of the run has, seven digits. */
  readonly number: () => string
  /** Unix time in microseconds, later than any before, its last three digits never 000. */
  readonly momentUs: () => number
  readonly sequence: () => string
}

export interface EslValuesOptions {
  /** Unix time in microseconds. @default that of the system */
  readonly epochUs?: () => number
  /** Event-Sequence, which goes on as long as a server runs. @default from 7001 on */
  readonly sequence?: () => string
}

/** Numbers one above the other. */
export function createSequence(last = 7000): () => string {
  let sequences = last
  return () => String(++sequences)
}

export function createEslValues(tag: () => string, { epochUs = () => Date.now() * 1000, sequence = createSequence() }: EslValuesOptions = {}): EslValues {
  let numbers = 4_000_000
  let lastUs = 0
  return {
    tag,
    number: () => String(++numbers),
    momentUs: () => {
      lastUs = Math.max(Math.floor(epochUs() / 1000) * 1000 + 7, lastUs + 20_013)
      return lastUs
    },
    sequence,
  }
}

/** Base headers of an event that happens now, as a switch of the harness writes them. */
export function base(values: EslValues, name: EventTypeName, site: CallSite): FsHeader[] {
  return baseHeaders(IDENTITY, name, values.sequence(), stampOf(values.momentUs()), site)
}

const IDENTITY = { coreUuid: '5b1f7c3e-2d84-4c1b-9a70-6f3d1c2b8e55', hostname: 'rig', switchname: 'rig-switch', ipv4: '127.0.0.9', ipv6: '::1' }

export const fsEvent = (name: EventTypeName, headers: readonly FsHeader[], body?: string): FsEvent => ({
  type: eventType(name),
  subclass: undefined,
  headers,
  body,
})

export const customEvent = (subclass: string, headers: readonly FsHeader[]): FsEvent => ({ ...fsEvent('CUSTOM', headers), subclass })

/** The event with other values for some headers, in their place; undefined takes a header away, a new one comes last. */
export function withHeaders(event: FsEvent, changes: Readonly<Record<string, string | readonly string[] | undefined>>): FsEvent {
  const names = new Set(event.headers.map(([name]) => name))
  const changed = event.headers.flatMap(([name, value]): FsHeader[] => {
    if (!Object.hasOwn(changes, name)) return [[name, value]]
    const next = changes[name]
    return next === undefined ? [] : [[name, next]]
  })
  const added = Object.entries(changes).flatMap(([name, value]): FsHeader[] => (names.has(name) || value === undefined ? [] : [[name, value]]))
  return { ...event, headers: [...changed, ...added] }
}

/** First value of a header of a stimulus; empty when it has none. */
export function headerOf(event: FsEvent, name: string): string {
  const value = event.headers.find(([candidate]) => candidate === name)?.[1] ?? ''
  return typeof value === 'string' ? value : value.join('|:')
}

/** What a contract event of this stimulus must have as `timestamp`: Event-Date-Timestamp with its point, digit by digit. */
export function timestampOf(event: FsEvent): string {
  const digits = headerOf(event, 'Event-Date-Timestamp').padStart(7, '0')
  return `${digits.slice(0, -6)}.${digits.slice(-6)}`
}

/** Text as the octets of its UTF-8, one character each, as the Event Socket carries it. */
export const octetText = (text: string): string => Buffer.from(text, 'utf8').toString('latin1')
