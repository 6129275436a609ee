import { describe, expect, it } from 'vitest'
import { EVENT_SCRIPTS } from './event-scripts.ts'
import {
  type HeartbeatInputs,
  heartbeatValue,
  type MessageInputs,
  messageValue,
  registrationValue,
} from './event-values.ts'
import { flowValueNames } from './flow-value-names.ts'

const common = {
  identity: { coreUuid: 'core', hostname: 'node1', switchname: 'node1', ipv4: '127.0.0.1', ipv6: '::1' },
  sequence: '1',
  momentsUs: [1_795_311_257_113_957],
}

const heartbeat = (uptimeUs: number): HeartbeatInputs => ({
  ...common,
  version: '1.11.3',
  uptimeUs,
  intervalSeconds: 20,
  idleCpu: 72.5,
  sessions: {
    count: 1,
    max: 1000,
    perSecondLimit: 30,
    perSecondLast: 1,
    perSecondMax: 2,
    perSecondFiveMinutes: 2,
    sinceStartup: 9,
    peak: 3,
    peakFiveMinutes: 3,
  },
})

describe('heartbeatValue()', () => {
  it('counts one of a thing in the singular', () => {
    const us = ((((366 * 24 + 1) * 60 + 1) * 60 + 1) * 1000 + 1) * 1000 + 1
    const text = '1 year, 1 day, 1 hour, 1 minute, 1 second, 1 millisecond, 1 microsecond'
    expect(heartbeatValue('up-time')(heartbeat(us))).toBe(text)
  })

  it('gives the idle share six decimals and the next heartbeat whole seconds', () => {
    expect(heartbeatValue('idle-cpu')(heartbeat(1))).toBe('72.500000')
    expect(heartbeatValue('next-heartbeat')(heartbeat(1))).toBe('1795311277')
  })
})

describe('messageValue()', () => {
  it('counts the octets of the body that the script makes', () => {
    const inputs: MessageInputs = {
      ...common,
      id: '4a0000aa-0000-4000-8000-010000000001',
      number: 3,
      from: '1',
      to: '2',
      text: 'Gr\xc3\xbc\xc3\x9fe',
      networkIp: '127.0.0.9',
      networkPort: '5060',
    }
    const script = EVENT_SCRIPTS['message-sent']
    const values = Object.fromEntries(flowValueNames(script).names.map((name) => [name, messageValue(name)(inputs)]))
    script.run(values, ({ event }) => {
      const told = event.headers.find(([name]) => name === 'content-length')?.[1]
      expect(told).toBe(String(event.body?.length))
    })
    expect.assertions(1)
  })
})

describe('registrationValue()', () => {
  it('refuses a name that no script uses', () => {
    expect(() => registrationValue('colour')).toThrow('its name must be known: current value is "colour"')
  })
})
