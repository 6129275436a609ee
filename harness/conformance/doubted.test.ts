import { describe, expect, it } from 'vitest'
import { claim, fact, groundedOn } from '../checkers/claim.ts'
import { doubted } from './doubted.ts'

const failure = claim(false, 'e', 'a')

describe('doubted()', () => {
  it.each([
    ['of no ground', failure],
    ['by time', groundedOn('time', failure)],
    ['by absence', groundedOn('absence', failure)],
  ])('does not know a failure %s in a standstill', (_what, judgement) => {
    expect(doubted(judgement, 1500)).toMatchObject({ status: 'unknown', actual: 'a; but the machine stood still for 1500 ms meanwhile' })
  })
  it('lets a fact stand however long the machine stood still', () => {
    expect(doubted(fact(failure), 60_000)).toMatchObject({ status: 'fail', actual: 'a' })
  })
  it('lets everything stand when the machine was late by less than a second', () => {
    expect(doubted(failure, 999)).toBe(failure)
  })
  it('lets what held stand', () => {
    const held = fact(claim(true, 'e', 'a'))
    expect(doubted(held, 60_000)).toBe(held)
  })
})
