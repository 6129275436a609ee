import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { milestoneAt, MILESTONES, packScript } from '../../simulators/traffic/identity.ts'
import { findSteps, firstStep, laterSteps } from './choose-step.ts'
import { milestoneOf } from './fixtures.ts'

describe('findSteps()', () => {
  it('findSteps() finds the steps of each name of each script, in their order', () => {
    const anyScript = fc.array(fc.integer({ min: 1, max: 9 }), { maxLength: 8 })
    fc.assert(
      fc.property(anyScript, fc.integer({ min: 1, max: 9 }), (codes, milestone) => {
        const script = packScript(codes.map(milestoneOf))
        const found: number[] = []
        for (let steps = findSteps(script | 0, milestone); steps !== 0; steps = laterSteps(steps)) {
          found.push(firstStep(steps))
        }
        expect(found).toEqual([...codes.keys()].filter((step) => milestoneAt(script, step) === MILESTONES[milestone]))
      }),
    )
  })

  it('firstStep() says that there is none', () => {
    expect(firstStep(findSteps(packScript(['start', 'end']), MILESTONES.indexOf('answer')))).toBe(-1)
  })
})
