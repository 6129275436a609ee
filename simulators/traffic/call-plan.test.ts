import { describe, expect, test } from 'vitest'
import { CALL_FLOWS, gapUs } from './call-flow.ts'
import { planCall } from './call-plan.ts'
import { planMessage } from './message-plan.ts'
import { planRegistration } from './registration-plan.ts'

const mix = {
  flows: { answered: 3, busy: 1 },
  talkTime: { medianSeconds: 60, sigma: 0.5 },
  answerDelay: { medianSeconds: 4, sigma: 0.3 },
} as const

const plans = Array.from({ length: 4000 }, (_, number) => planCall('seed', 2, number, mix))

describe('planCall()', () => {
  test('planCall() gives the same call for the same seed, source and number', () => {
    expect(planCall('seed', 2, 17, mix)).toEqual(plans[17])
  })

  test('planCall() gives another call for another seed, source or number', () => {
    const { number: _, ...first } = planCall('seed', 2, 17, mix)
    expect(planCall('other', 2, 17, mix)).not.toMatchObject(first)
    expect(planCall('seed', 3, 17, mix)).not.toMatchObject(first)
    expect(planCall('seed', 2, 18, mix)).not.toMatchObject(first)
  })

  test('planCall() draws flows by their weights', () => {
    const busy = plans.filter((plan) => plan.flow === 'busy').length
    expect(new Set(plans.map((plan) => plan.flow))).toEqual(new Set(['answered', 'busy']))
    // Standard error 27.
    expect(Math.abs(busy - 1000)).toBeLessThan(110)
  })

  test('planCall() does not depend on the order of the flows', () => {
    const turned = { ...mix, flows: { busy: 1, answered: 3 } }
    expect(planCall('seed', 2, 17, turned)).toEqual(plans[17])
  })

  test('planCall() draws talk time and answer delay around their medians, in microseconds', () => {
    const above = (key: 'talkUs' | 'answerDelayUs', us: number): number => plans.filter((plan) => plan[key] > us).length
    expect(Math.abs(above('talkUs', 60e6) - 2000)).toBeLessThan(130)
    expect(Math.abs(above('answerDelayUs', 4e6) - 2000)).toBeLessThan(130)
    expect(plans.every((plan) => Number.isInteger(plan.talkUs))).toBe(true)
  })

  test('planCall() gives numbers of eleven digits and names that are not empty', () => {
    for (const { caller, callee, transferee } of plans) {
      for (const party of [caller, callee, transferee]) {
        expect(party.number).toMatch(/^1\d{3}555\d{4}$/)
        expect(party.name).not.toBe('')
      }
    }
  })

  test('planCall() refuses a mix without any weight', () => {
    expect(() => planCall('seed', 0, 0, { ...mix, flows: { busy: 0 } })).toThrow('at least one flow needs a weight')
  })
})

describe('planRegistration()', () => {
  test('planRegistration() draws the three events by their shares and repeats', () => {
    const registrations = { perSecond: 1, unregisterShare: 0.2, expireShare: 0.1 }
    const all = Array.from({ length: 2000 }, (_, number) => planRegistration('s', 0, number, { registrations }))
    const share = (event: string): number => all.filter((plan) => plan.event === event).length / all.length
    expect(share('unregister')).toBeCloseTo(0.2, 1)
    expect(share('expire')).toBeCloseTo(0.1, 1)
    expect(planRegistration('s', 0, 5, { registrations })).toEqual(all[5])
  })
})

describe('planMessage()', () => {
  test('planMessage() receives from outside and sends from inside', () => {
    const all = Array.from({ length: 500 }, (_, number) => planMessage('s', 0, number))
    for (const { event, from, to } of all) {
      expect([from.length, to.length]).toEqual(event === 'receive' ? [11, 4] : [4, 11])
    }
    expect(new Set(all.map((plan) => plan.event)).size).toBe(2)
  })
})

describe('CALL_FLOWS', () => {
  test('CALL_FLOWS begin with start at gap 0 and end with end', () => {
    for (const { steps } of Object.values(CALL_FLOWS)) {
      expect(steps[0]).toEqual({ milestone: 'start', after: 0 })
      expect(steps.at(-1)?.milestone).toBe('end')
    }
  })

  test('CALL_FLOWS answer exactly those calls in which somebody spoke', () => {
    for (const { steps, answered } of Object.values(CALL_FLOWS)) {
      expect(steps.some((step) => step.milestone === 'answer')).toBe(answered)
    }
  })

  test('gapUs() takes drawn delays from the plan', () => {
    const plan = { talkUs: 7, answerDelayUs: 5 }
    expect([gapUs(20, plan), gapUs('talk-time', plan), gapUs('answer-delay', plan)]).toEqual([20_000, 7, 5])
  })
})
