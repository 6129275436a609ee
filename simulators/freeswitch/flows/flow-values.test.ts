import { describe, expect, it } from 'vitest'
import { MAX_SOURCES, toRunId, toUuid, uuidPrefix } from '../../traffic/identity.ts'
import { FLOW_SCRIPTS } from './flow-scripts.ts'
import { flowValueNames } from './flow-value-names.ts'
import type { FlowInputs } from './flow-inputs.ts'
import { deriveFlowValues, flowValue } from './flow-values.ts'

const RUN = toRunId(0x1234567)

const inputs = (session: number): FlowInputs => ({
  identity: { coreUuid: 'core', hostname: 'node1', switchname: 'node1', ipv4: '127.0.0.1', ipv6: '::1' },
  sequence: '1',
  legUuids: [0, 1].map((leg) => toUuid(RUN, { source: MAX_SOURCES - 1, number: session, leg, slot: 5 })),
  momentsUs: Array.from({ length: 64 }, (_, moment) => 1_795_311_257_999_999 + moment * 1_000_001),
  caller: { name: 'Ada', number: '12125550100' },
  callee: { number: '12125550101' },
  transferee: { number: '12125550102' },
  session,
  phoneIps: ['127.0.1.1', '127.0.1.2'],
})

describe('flowValue()', () => {
  it('subtracts seconds that are rounded down already', () => {
    const span = (unit: string): string => flowValue(`span.0-1.${unit}`)(inputs(1))
    expect(['seconds', 'milliseconds', 'microseconds'].map(span)).toEqual(['2', '1001', '1000001'])
  })

  it('refuses a name that no script uses', () => {
    expect(() => flowValue('a.colour')).toThrow(
      new RangeError('Cannot derive a flow value as its name must be known: current value is "a.colour"'),
    )
  })

  it('refuses a moment that the call lacks', () => {
    expect(() => flowValue('m64.epoch')(inputs(1))).toThrow('the inputs must have it: current value is 64 of 64')
  })
})

describe('deriveFlowValues()', () => {
  const scripts = Object.values(FLOW_SCRIPTS)

  it('knows every value that a script asks for', () => {
    for (const script of scripts) {
      const { names } = flowValueNames(script)
      expect(Object.keys(deriveFlowValues(inputs(7), names))).toEqual([...names])
    }
  })

  it('gives no value but the Unique-IDs of legs the look of an identity of the run', () => {
    for (const script of scripts) {
      const values = deriveFlowValues(inputs(70_000), flowValueNames(script).names)
      const alike = Object.entries(values).filter(([, value]) => value.includes(uuidPrefix(RUN)))
      expect(alike.map(([name]) => name).filter((name) => !/^[ab]\.uuid$/.test(name))).toEqual([])
    }
  })

  it('gives calls that follow each other different ids', () => {
    const ids = ['app.0', 'app.1', 'transfer', 'a.call-id', 'b.call-id', 'a.session-id']
    const [one, other] = [deriveFlowValues(inputs(100), ids), deriveFlowValues(inputs(102), ids)]
    const all = [...Object.values(one), ...Object.values(other)]
    expect(new Set(all).size).toBe(all.length)
  })
})
