import { describe, expect, it } from 'vitest'
import type { FsEvent, FsHeader } from '../simulators/freeswitch/codec/event.ts'
import type { CommonInputs } from '../simulators/freeswitch/flows/common-values.ts'
import type { EventScriptName } from '../simulators/freeswitch/flows/event-script.ts'
import { EVENT_SCRIPTS } from '../simulators/freeswitch/flows/event-scripts.ts'
import { heartbeatValue, messageValue, registrationValue } from '../simulators/freeswitch/flows/event-values.ts'
import type { FlowValues, ScriptedEvent } from '../simulators/freeswitch/flows/flow-script.ts'
import { flowValueNames } from '../simulators/freeswitch/flows/flow-value-names.ts'
import { comparableFrame } from './golden/comparable-frame.ts'
import { marksGolden } from './golden/golden-meta.ts'
import { PRESENCE_PARTS } from './golden/presence-parts.ts'
import { readRecording, type RecordedEvent, recordedHeader } from './golden/recorded-flow.ts'

// The recordings were made in UTC.
process.env['TZ'] = 'UTC'

/** Stands where simulated phones have their identity; recorded phones have none, so it is cut out again. */
const ID = '4a0000aa-0000-4000-8000-010000000001'

/** Events of a recording, from the place of the first to the place behind the last. */
type Part = readonly [recording: string, from: number, to: number]

const PARTS: readonly (readonly [EventScriptName, Part])[] = [
  ['heartbeat', ['heartbeat', 0, 2]],
  ['register', ['register-refresh', 0, 4]],
  ['register-refresh', ['register-refresh', 4, 6]],
  ['register-refused', ['register-wrong-password', 0, 3]],
  ['register-refused', ['register-unknown-user', 0, 3]],
  ['unregister', ['register-refresh', 6, 10]],
  ['register', ['register-expire', 0, 4]],
  ['register', ['sip-message-in-auth', 0, 4]],
  ['registration-expired', ['register-expire', 4, 6]],
  ['register', ['presence-event', ...PRESENCE_PARTS.registered]],
  ['unregister', ['presence-event', ...PRESENCE_PARTS.unregistered]],
  ['message-undeliverable', ['sip-message-in-auth', 4, 7]],
]

/** Values with which a script should repeat an excerpt; what the simulator derives is derived. */
function valuesFor(name: EventScriptName, excerpt: readonly RecordedEvent[]): FlowValues {
  const text = (header: string, from: readonly RecordedEvent[] = excerpt): string =>
    from.map((event) => recordedHeader(event, header)).find((value) => value !== undefined) ?? ''
  const reversed = [...excerpt].reverse()
  const common: CommonInputs = {
    identity: {
      coreUuid: text('Core-UUID'),
      hostname: text('FreeSWITCH-Hostname'),
      switchname: text('FreeSWITCH-Switchname'),
      ipv4: text('FreeSWITCH-IPv4'),
      ipv6: text('FreeSWITCH-IPv6'),
    },
    sequence: '0',
    momentsUs: [Number(text('Event-Date-Timestamp'))],
  }
  const phone = { networkIp: text('network-ip'), networkPort: text('network-port'), id: ID, number: 0 }
  const valueOf = (key: string): string => {
    if (name === 'heartbeat') return heartbeatValue(key)({ ...common, ...heartbeatOf(text) })
    if (name.startsWith('message')) {
      const body = (reversed[0]?.frame ?? '').split('\n\n')[2] ?? ''
      return messageValue(key)({ ...common, ...phone, from: text('from_user'), to: text('to_user'), text: body })
    }
    const user = text('username')
    return registrationValue(key)({ ...common, ...phone, user, userAgent: 'unknown', expires: Number(text('expires')) })
  }
  const names = flowValueNames(EVENT_SCRIPTS[name]).names
  const seen = {
    'call-id': text('call-id'),
    'first-user-agent': text('user-agent'),
    'from-tag': /tag=(.*)/.exec(text('from_full'))?.[1] ?? '',
  }
  return { ...Object.fromEntries(names.map((key) => [key, valueOf(key)])), ...seen }
}

function heartbeatOf(text: (header: string) => string) {
  const [, minutes, seconds, milliseconds, microseconds] =
    /(\d+) minutes, (\d+) seconds, (\d+) milliseconds, (\d+)/.exec(text('Up-Time'))?.map(Number) ?? []
  return {
    version: text('FreeSWITCH-Version'),
    uptimeUs: (minutes ?? 0) * 60e6 + (seconds ?? 0) * 1e6 + (milliseconds ?? 0) * 1e3 + (microseconds ?? 0),
    intervalSeconds: 20,
    idleCpu: Number(text('Idle-CPU')),
    sessions: {
      count: Number(text('Session-Count')),
      max: Number(text('Max-Sessions')),
      perSecondLimit: Number(text('Session-Per-Sec')),
      perSecondLast: Number(text('Session-Per-Sec-Last')),
      perSecondMax: Number(text('Session-Per-Sec-Max')),
      perSecondFiveMinutes: Number(text('Session-Per-Sec-FiveMin')),
      sinceStartup: Number(text('Session-Since-Startup')),
      peak: Number(text('Session-Peak-Max')),
      peakFiveMinutes: Number(text('Session-Peak-FiveMin')),
    },
  }
}

/** The event without the identity. */
function anonymous(event: FsEvent): FsEvent {
  const headers = event.headers.map(([name, value]): FsHeader => [name, String(value).replace(`;rinstance=${ID}`, '')])
  return { ...event, headers, body: event.body?.replace(` ${ID}`, '') }
}

function run(name: EventScriptName, values: FlowValues): ScriptedEvent[] {
  const events: ScriptedEvent[] = []
  EVENT_SCRIPTS[name].run(values, (event) => events.push(event))
  return events
}

describe.each(PARTS)('EVENT_SCRIPTS[%s]', (name, [file, from, to]) => {
  const excerpt = readRecording(file).slice(from, to)
  const events = run(name, valuesFor(name, excerpt))

  it('repeats its recording event by event and octet by octet', (context) => {
    marksGolden(context, { family: 'flows', name: file })
    const frames = events.map(({ event }, index) => comparableFrame(anonymous(event), excerpt[index]))
    expect(frames).toEqual(excerpt.map(({ frame }) => frame))
  })
})

describe.each(Object.values(EVENT_SCRIPTS))('EVENT_SCRIPTS[$name]', (script) => {
  const { events } = flowValueNames(script)

  it('emits the contract events that it declares', () => {
    expect(events.flatMap(({ milestone }) => milestone ?? [])).toEqual(script.milestones)
  })

  it('puts the identity into each event that stands for a contract event', () => {
    for (const { event } of events.filter(({ milestone }) => milestone !== undefined)) {
      const contact = event.headers.find(([name]) => name === 'contact')?.[1]
      expect(`${String(contact)} ${event.body ?? ''}`).toMatch(/[= ]id\b/)
    }
  })
})

describe('EVENT_SCRIPTS[message-received]', () => {
  it('is what is recorded of an undeliverable message, but for the error', () => {
    const all = flowValueNames(EVENT_SCRIPTS['message-undeliverable']).events
    const received = flowValueNames(EVENT_SCRIPTS['message-received']).events
    expect(received).toEqual(all.filter(({ event }) => event.subclass !== 'sofia::error'))
  })
})

describe('EVENT_SCRIPTS[message-sent]', () => {
  it('has the header order of a recorded sendevent, the base block last', () => {
    const [sent] = flowValueNames(EVENT_SCRIPTS['message-sent']).events
    const names = sent?.event.headers.map(([name]) => name) ?? []
    expect(names[0]).toBe('Command')
    expect(names.indexOf('Event-UUID')).toBe(names.indexOf('Event-Name') - 1)
    expect(names.at(-1)).toBe('Event-Sequence')
  })
})
