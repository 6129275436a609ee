import { describe, expect, test } from 'vitest'
import { FAULTS } from './faults.ts'
import { parseFault } from './parse-fault.ts'

describe('parseFault()', () => {
  test('reads value, moment and number of connections', () => {
    expect(parseFault('stall=2.5s@event:100#3')).toMatchObject({ value: 2500, trigger: { kind: 'event', number: 100 }, connections: 3 })
    expect(parseFault('rst@after:200ms#all')).toMatchObject({ trigger: { kind: 'after', ms: 200 }, connections: Infinity })
    expect(parseFault('huge-body=64KiB@every:7')).toMatchObject({ value: 65_536, trigger: { kind: 'every', events: 7 } })
    expect(parseFault('clock-jump=-30s@start').value).toBe(-30_000)
  })

  test.each(FAULTS)('takes $name alone, with its defaults', ({ name, connections, trigger, parameter }) => {
    expect(parseFault(name)).toMatchObject({ value: parameter?.default ?? 0, connections, trigger })
  })

  test.each([
    ['nosuch', 'one of '],
    ['stall=5', 'a time such as'],
    ['fin=5s', 'takes no value'],
    ['huge-body=1GiB', 'a size such as'],
    ['huge-body=64MiB', 'a size such as'],
    ['rst@event:0', 'event:<n>'],
    ['rst@sometime', 'event:<n>'],
    ['wrong-password@event:3', 'strikes at the start'],
    ['RST', 'must read'],
    ['', 'must read'],
  ])('refuses %j', (text, rule) => {
    expect(() => parseFault(text)).toThrow(rule)
    expect(() => parseFault(text)).toThrow(SyntaxError)
  })
})
