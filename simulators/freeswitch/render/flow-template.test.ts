import { describe, expect, test } from 'vitest'
import type { SwitchIdentity } from '../bus.ts'
import { findHeader } from '../codec/event-headers.ts'
import { serializeFrame } from '../codec/serialize.ts'
import { EVENT_FORMATS } from '../events/outgoing.ts'
import type { FlowScript, ScriptedEvent } from '../flows/flow-script.ts'
import { FLOW_SCRIPTS } from '../flows/flow-scripts.ts'
import { flowValueNames } from '../flows/flow-value-names.ts'
import type { FlowInputs } from '../flows/flow-inputs.ts'
import { deriveFlowValues } from '../flows/flow-values.ts'
import type { EventTemplate } from './event-template.ts'
import { compileFlow, type FlowTemplate } from './flow-template.ts'
import { expectPlacement } from './placement.ts'
import { RenderedEvent } from './rendered-event.ts'

const identity: SwitchIdentity = {
  coreUuid: 'e2a08475-6614-44b9-9403-6479bb1e3be9',
  hostname: 'node1',
  switchname: 'node1',
  ipv4: '127.0.0.1',
  ipv6: '::1',
}

const inputs = (session: number, name: string): FlowInputs => ({
  identity,
  sequence: String(session * 7),
  legUuids: [1, 2, 3].map((leg) => `4a0000aa-0000-4000-8000-01${leg}00000000${leg}`),
  momentsUs: Array.from({ length: 64 }, (_, moment) => 1_795_311_257_113_957 + session * 1001 + moment * 1_234_567),
  caller: { name, number: '12125550123' },
  callee: { number: '13035550187' },
  transferee: { number: '14155550199' },
  session,
  phoneIps: ['10.123.145.167', '10.101.102.103', '10.200.201.202'],
})

const CALLS = [inputs(1_000_000, 'Ada Abbott'), inputs(9_998_997, 'J\xc3\xbcrgen "O\'Neil" & <Sons>\\')]

/** The same script, run with the values themselves. */
function played(script: FlowScript, call: FlowInputs): ScriptedEvent[] {
  const events: ScriptedEvent[] = []
  script.run(deriveFlowValues(call, flowValueNames(script).names), (event) => events.push(event))
  return events
}

const inOrder = (template: FlowTemplate) =>
  template.moments.flatMap((events, moment) => events.map((event) => ({ ...event, moment })))

describe('compileFlow()', () => {
  for (const script of Object.values(FLOW_SCRIPTS)) {
    const template = compileFlow(script, identity)

    for (const format of EVENT_FORMATS) {
      test(`compileFlow() renders ${script.name} as the script plays it, octet for octet (${format})`, () => {
        for (const call of CALLS) {
          const block = template.takeBlock(call)
          const events = played(script, call)
          const compiled = inOrder(template)
          expect(compiled.length).toBe(events.length)
          compiled.forEach(({ template: event, leg, moment, step }, place) => {
            const original = events[place]
            if (original === undefined) throw new Error('missing')
            if (isStepped(script, original, step)) return
            const outgoing = new RenderedEvent(event, block, Number(call.sequence))
            const target = Buffer.alloc(outgoing.frameLimit(format))
            const text = target.toString('latin1', 0, outgoing.writeFrame(format, target, 0))
            expect(text).toBe(serializeFrame(original.event, format))
            expect([leg, moment, step >= 0]).toEqual([original.leg, original.moment, original.milestone !== undefined])
          })
          template.releaseBlock(block)
        }
      })
    }

    test(`expectPlacement() finds no calculation in ${script.name}`, () => {
      expect(() => expectPlacement(script)).not.toThrow()
    })

    test(`compileFlow() numbers the contract events of ${script.name} leg by leg`, () => {
      script.legs.forEach((milestones, leg) => {
        const steps = inOrder(template).filter((event) => event.leg === leg && event.step >= 0)
        expect(steps.map((event) => event.step)).toEqual([...milestones.keys()])
        expect(template.legs[leg]?.firstMoment).toBeLessThanOrEqual(template.legs[leg]?.lastMoment ?? -1)
      })
    })

    test(`header() finds in ${script.name} what a filter would find`, () => {
      const [call] = CALLS
      if (call === undefined) throw new Error('missing')
      const block = template.takeBlock(call)
      const events = played(script, call)
      inOrder(template).forEach(({ template: event }, place) => {
        const original = events[place]?.event
        if (original === undefined) throw new Error('missing')
        const names = ['Unique-ID', 'caller-caller-id-name', 'Event-Date-Local', 'variable_uuid', 'Event-Sequence']
        for (const name of names) {
          expect(event.header(name.toLowerCase(), block, Number(call.sequence))).toBe(findHeader(original, name))
        }
      })
    })
  }

  test('compileFlow() puts the step into the low bits of the timestamp of a contract event that repeats', () => {
    const template = compileFlow(twice, identity)
    const [call] = CALLS
    if (call === undefined) throw new Error('missing')
    const block = template.takeBlock(call)
    const stampOf = (event: EventTemplate): number => Number(event.header('event-date-timestamp', block, 1))
    const stamps = inOrder(template).map((event) => stampOf(event.template))
    expect(stamps.map((us, step) => us % 16 === step)).toEqual([true, true])
    stamps.forEach((us, moment) => expect(Math.floor(us / 16)).toBe(Math.floor((call.momentsUs[moment] ?? 0) / 16)))
  })

  test('expectPlacement() refuses a script that calculates with a value', () => {
    const script: FlowScript = {
      ...twice,
      run: (values, emit) => twice.run({ ...values, 'a.uuid': (values['a.uuid'] ?? '').slice(2) }, emit),
    }
    expect(() => expectPlacement(script)).toThrow('it must not calculate: current value is "answered"')
  })

  test('compileFlow() refuses a script that emits other contract events than it declares', () => {
    expect(() => compileFlow({ ...twice, legs: [['route']] }, identity)).toThrow(
      'Cannot compile "answered" as it must emit the contract events [["route"]]: current value is [["route","route"]]',
    )
  })
})

/** Routes the same leg twice. */
const twice: FlowScript = {
  name: 'answered',
  legs: [['route', 'route']],
  gaps: [0, 20],
  run(values, emit) {
    for (const moment of [0, 1]) {
      const headers = [
        ['Event-Date-Timestamp', values[`m${moment}.timestamp`] ?? ''],
        ['Unique-ID', values['a.uuid'] ?? ''],
      ] as const
      emit({ event: { type: 4, subclass: undefined, headers, body: undefined }, leg: 0, moment, milestone: 'route' })
    }
  },
}

/** Such an event differs from the script in its timestamp, which another test looks at. */
function isStepped(script: FlowScript, { leg, milestone }: ScriptedEvent, step: number): boolean {
  return step >= 0 && (script.legs[leg]?.filter((other) => other === milestone).length ?? 0) > 1
}
