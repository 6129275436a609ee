import { describe, expect, test } from 'vitest'
import type { SwitchIdentity } from '../bus.ts'
import { serializeFrame } from '../codec/serialize.ts'
import { EVENT_FORMATS } from '../events/outgoing.ts'
import type { CommonInputs } from '../flows/common-values.ts'
import type { EventScript } from '../flows/event-script.ts'
import { EVENT_SCRIPTS } from '../flows/event-scripts.ts'
import {
  type HeartbeatInputs,
  heartbeatValue,
  type MessageInputs,
  messageValue,
  type RegistrationInputs,
  registrationValue,
} from '../flows/event-values.ts'
import type { ScriptedEvent } from '../flows/flow-script.ts'
import { flowValueNames } from '../flows/flow-value-names.ts'
import { compileEvents } from './event-script-template.ts'
import { expectPlacement } from './placement.ts'
import { RenderedEvent } from './rendered-event.ts'
import type { ValueOf } from './value-layout.ts'

const identity: SwitchIdentity = {
  coreUuid: 'e2a08475-6614-44b9-9403-6479bb1e3be9',
  hostname: 'node1',
  switchname: 'node1',
  ipv4: '127.0.0.1',
  ipv6: '::1',
}
const common: CommonInputs = { identity, sequence: '77', momentsUs: [1_795_311_257_113_957] }
const phone = { id: '4a0000aa-0001-4000-8000-010000000001', number: 7, networkIp: '10.1.2.3', networkPort: '50601' }

const registration: RegistrationInputs = { ...common, ...phone, user: '1001', userAgent: 'Phone/1.0 (a;b)', expires: 3600 }
const message: MessageInputs = { ...common, ...phone, from: '1001', to: '12125550123', text: 'Gr\xc3\xbc\xc3\x9fe & <100%>\n' }
const heartbeat: HeartbeatInputs = {
  ...common,
  version: '1.11.3-dev+git~20260821T141014Z',
  uptimeUs: 90_061_001_001,
  intervalSeconds: 20,
  sessions: {
    count: 3,
    max: 8000,
    perSecondLimit: 5000,
    perSecondLast: 1,
    perSecondMax: 4,
    perSecondFiveMinutes: 4,
    sinceStartup: 139,
    peak: 7,
    peakFiveMinutes: 4,
  },
  idleCpu: 72.633333,
}

/** Renders a script and plays it with the values themselves: both must give the same octets. */
function expectSame<Inputs extends CommonInputs>(script: EventScript, valueOf: ValueOf<Inputs>, inputs: Inputs): void {
  const { names } = flowValueNames(script)
  const played: ScriptedEvent[] = []
  script.run(Object.fromEntries(names.map((name) => [name, valueOf(name)(inputs)])), (event) => played.push(event))
  const template = compileEvents(script, identity, valueOf)
  const block = template.takeBlock(inputs)
  const events = template.moments[0] ?? []
  expect(events.length).toBe(played.length)
  for (const format of EVENT_FORMATS) {
    const texts = events.map((event) => {
      const outgoing = new RenderedEvent(event.template, block, Number(inputs.sequence))
      const target = Buffer.alloc(outgoing.frameLimit(format))
      return target.toString('latin1', 0, outgoing.writeFrame(format, target, 0))
    })
    expect(texts).toEqual(played.map(({ event }) => serializeFrame(event, format)))
  }
}

describe('compileEvents()', () => {
  for (const name of ['register', 'register-refresh', 'unregister', 'registration-expired'] as const) {
    test(`compileEvents() renders ${name} as the script plays it, octet for octet`, () => {
      expectSame(EVENT_SCRIPTS[name], registrationValue, registration)
    })
  }

  for (const name of ['message-received', 'message-undeliverable', 'message-sent'] as const) {
    test(`compileEvents() renders ${name} as the script plays it, octet for octet`, () => {
      expectSame(EVENT_SCRIPTS[name], messageValue, message)
    })
  }

  test('compileEvents() renders heartbeat as the script plays it, octet for octet', () => {
    expectSame(EVENT_SCRIPTS.heartbeat, heartbeatValue, heartbeat)
  })

  for (const script of Object.values(EVENT_SCRIPTS)) {
    test(`expectPlacement() finds no calculation in ${script.name}`, () => {
      expect(() => expectPlacement(script)).not.toThrow()
    })
  }

  test('compileEvents() numbers the contract event of a script', () => {
    const template = compileEvents(EVENT_SCRIPTS.unregister, identity, registrationValue)
    expect(template.moments[0]?.filter((event) => event.step === 0).length).toBe(1)
    expect(template.legs[0]?.script).toBeGreaterThan(0)
  })
})
