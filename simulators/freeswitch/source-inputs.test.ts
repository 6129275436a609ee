import { describe, expect, test } from 'vitest'
import { planCall } from '../traffic/call-plan.ts'
import { nodeIdentity } from './source-node.ts'
import { phoneIp, toBinary, toFlowInputs } from './source-inputs.ts'

const mix = {
  flows: { answered: 1 },
  talkTime: { medianSeconds: 1, sigma: 0 },
  answerDelay: { medianSeconds: 1, sigma: 0 },
} as const

describe('toFlowInputs()', () => {
  test('toFlowInputs() keeps session numbers at seven digits, for the last leg too, however many calls there are', () => {
    const plan = planCall('s', 0, 0, mix)
    for (const number of [0, 1, 2_249_749, 2_249_750, 2 ** 25 - 1]) {
      const { session } = toFlowInputs(nodeIdentity('s', { source: 0 }), { ...plan, number }, [], [])
      expect([String(session), String(session + 3)].map((text) => text.length)).toEqual([7, 7])
    }
  })
})

describe('phoneIp()', () => {
  test('phoneIp() gives every phone a private address of fourteen characters, always the same', () => {
    for (const number of ['12125550000', '19725559999', '14155550123']) {
      expect(phoneIp(number)).toMatch(/^10(\.(1\d\d|2[0-4]\d|25[0-5])){3}$/)
      expect(phoneIp(number)).toBe(phoneIp(number))
    }
  })
})

describe('toBinary()', () => {
  test('toBinary() makes one character of each octet of UTF-8', () => {
    expect(toBinary('Zoë')).toBe('Zo\xc3\xab')
  })
})
