import { expect, test } from 'vitest'
import { machineAddress, planMachines } from './machines.ts'

test('planMachines() numbers machines behind the nodes and gives each an address', () => {
  expect(planMachines({ freeswitchNodes: 2, softswitchMachines: 2 })).toEqual([
    { source: 2, machine: 3, localAddress: '127.0.0.11' },
    { source: 3, machine: 4, localAddress: '127.0.0.12' },
  ])
})

test('machineAddress() carries over to the next octets and refuses what is outside of 127.0.0.0/8', () => {
  expect(machineAddress(244)).toBe('127.0.0.255')
  expect(machineAddress(245)).toBe('127.0.1.0')
  expect(() => machineAddress(2 ** 24)).toThrow('current value is 16777216')
  expect(() => machineAddress(-1)).toThrow(RangeError)
})
