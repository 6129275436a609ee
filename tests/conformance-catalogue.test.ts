import { describe, expect, it } from 'vitest'
import { MUTANTS } from '../bridges/mutants/index.ts'
import { ABILITIES, MEANS } from '../harness/index.ts'
import { REQUIREMENTS } from '../scenarios/requirements/index.ts'
import { CHECKS } from '../scenarios/conformance/index.ts'

const idsOf = (list: readonly { readonly id: string }[]): string[] => list.map(({ id }) => id)
const twice = (ids: readonly string[]): string[] => ids.filter((id, index) => ids.indexOf(id) !== index)

describe('CHECKS', () => {
  it('gives each id once', () => {
    expect(twice(idsOf(CHECKS))).toEqual([])
    expect(twice(idsOf(MUTANTS))).toEqual([])
  })

  it.each(CHECKS)('$id names requirements, needs and mutants that there are', ({ requirements, needs, mutants }) => {
    expect(requirements.length).toBeGreaterThan(0)
    expect(requirements.filter((id) => !idsOf(REQUIREMENTS).includes(id))).toEqual([])
    expect(mutants.filter((id) => !idsOf(MUTANTS).includes(id))).toEqual([])
    expect(needs.flat().filter((need) => ![...ABILITIES, ...MEANS].some((known) => known === need))).toEqual([])
  })

  it.each(CHECKS)('$id says in words what it does and expects', ({ title, stimulus, expectation }) => {
    expect([title, stimulus, expectation].filter((text) => text.length < 4)).toEqual([])
  })
})

describe('REQUIREMENTS', () => {
  const judged = new Set(CHECKS.flatMap(({ requirements }) => requirements))

  it('gives each id once', () => {
    expect(twice(idsOf(REQUIREMENTS))).toEqual([])
  })

  it.each(REQUIREMENTS)('$id is judged by a check, or says why none can', ({ id, notJudged }) => {
    expect([judged.has(id), notJudged === undefined ? 'no reason' : 'a reason']).toEqual(judged.has(id) ? [true, 'no reason'] : [false, 'a reason'])
  })
})

describe('MUTANTS', () => {
  const named = CHECKS.flatMap((check) => check.mutants.map((mutant) => `${check.id} ${mutant}`))
  const tripping = MUTANTS.flatMap((mutant) => mutant.trips.map((check) => `${check} ${mutant.id}`))

  it('trip exactly the checks that name them', () => {
    expect(named.toSorted()).toEqual(tripping.toSorted())
  })

  it('leave no check unproven, and none of them is aimed at by nothing', () => {
    expect(CHECKS.filter(({ mutants }) => mutants.length === 0).map(({ id }) => id)).toEqual([])
    expect(MUTANTS.filter(({ id }) => !CHECKS.some(({ mutants }) => mutants.includes(id))).map(({ id }) => id)).toEqual([])
  })

  it('disturb checks that there are, or topics', () => {
    const known = (pattern: string): boolean => (pattern.endsWith('*') ? CHECKS.some(({ id }) => id.startsWith(pattern.slice(0, -1))) : idsOf(CHECKS).includes(pattern))
    expect(MUTANTS.flatMap(({ id, disturbs = [] }) => disturbs.filter((pattern) => !known(pattern)).map((pattern) => `${id} ${pattern}`))).toEqual([])
  })
})
