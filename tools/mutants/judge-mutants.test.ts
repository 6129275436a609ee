import { describe, expect, it } from 'vitest'
import type { CheckStatus } from '../../harness/model/check.ts'
import { type Findings, judgeMutants, undecided, withSecondLook } from './judge-mutants.ts'

const findings = (id: string, statuses: Readonly<Record<string, CheckStatus>>): Findings => ({ id, statuses: new Map(Object.entries(statuses)) })
const checks = ['a/one', 'a/two']
const good = findings('reference', { 'a/one': 'pass', 'a/two': 'pass' })
const mutants = [
  { id: 'M01', name: 'first', trips: ['a/one'] },
  { id: 'M02', name: 'second', trips: ['a/one', 'a/two'] },
]

describe('judgeMutants()', () => {
  it('has nothing to say when each mutant trips its checks, a warning included', () => {
    const found = [findings('M01', { 'a/one': 'fail' }), findings('M02', { 'a/one': 'warn', 'a/two': 'fail' })]
    expect(judgeMutants(checks, good, mutants, found)).toEqual({ problems: [], unlisted: [], caught: ['M01', 'M02'] })
  })

  it('names a mutant that survives, also when its checks know nothing', () => {
    const found = [findings('M01', { 'a/one': 'unknown' }), findings('M02', { 'a/one': 'fail', 'a/two': 'fail' })]
    expect(judgeMutants(checks, good, mutants, found).problems).toEqual(['M01 first survives: a/one (unknown)'])
  })

  it('names the check that does not trip, and that it is unproven', () => {
    const found = [findings('M01', { 'a/one': 'fail' }), findings('M02', { 'a/one': 'fail', 'a/two': 'pass' })]
    expect(judgeMutants(checks, good, mutants, found).problems).toEqual(['M02 second does not trip a/two (pass)', 'a/two trips on no mutant made for it'])
  })

  it('lets no check be proven that fails on the reference bridge', () => {
    const found = [findings('M01', { 'a/one': 'fail' }), findings('M02', { 'a/one': 'fail', 'a/two': 'fail' })]
    const bad = findings('reference', { 'a/one': 'fail' })
    expect(judgeMutants(checks, bad, mutants, found).problems).toEqual([
      'a/one is fail on the reference bridge, and so proves nothing',
      'a/two is not run on the reference bridge, and so proves nothing',
    ])
  })

  it('names mutants that were not run or could not be judged', () => {
    const found = [{ ...findings('M02', {}), problem: 'no record' }]
    expect(judgeMutants([], findings('reference', {}), mutants, found).problems).toEqual(['M01 first was not judged: it was not run', 'M02 second was not judged: no record'])
  })

  it('lists trips that nobody expected, whole topics of expected ones left out', () => {
    const found = [findings('M01', { 'a/one': 'fail', 'a/two': 'fail', 'b/three': 'fail' })]
    const disturbing = [{ id: 'M01', name: 'first', trips: ['a/one'], disturbs: ['b/*'] }]
    expect(judgeMutants(['a/one'], good, disturbing, found).unlisted).toEqual(['M01 first trips a/two'])
    expect(judgeMutants(['a/one'], good, [{ id: 'M01', name: 'first', trips: ['a/one'], disturbs: ['*'] }], found).unlisted).toEqual([])
  })
})

describe('withSecondLook()', () => {
  it('takes the second look for what nobody could tell at the first, and keeps the rest', () => {
    const first = findings('M02', { 'a/one': 'pass', 'a/two': 'unknown' })
    expect(undecided(['a/one', 'a/two'], first)).toEqual(['a/two'])
    expect([...withSecondLook(first, findings('M02', { 'a/two': 'fail' })).statuses]).toEqual([
      ['a/one', 'pass'],
      ['a/two', 'fail'],
    ])
  })

  it('keeps the first when there was no second', () => {
    const first = findings('M02', { 'a/two': 'unknown' })
    expect(withSecondLook(first, { ...findings('M02', {}), problem: 'the time was over' })).toBe(first)
  })
})
