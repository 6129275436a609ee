import { describe, expect, it } from 'vitest'
import { claim } from '../checkers/claim.ts'
import { presentJudgement } from './present-judgement.ts'

describe('presentJudgement()', () => {
  const long = 'secret '.repeat(10_000)
  const evidence = Array.from({ length: 100 }, () => ({ title: long, excerpt: long }))
  const presented = presentJudgement(claim(false, long, long, evidence), (text) => text.replaceAll('secret', '***'))

  it('bounds what goes into the record', () => {
    expect(JSON.stringify(presented).length).toBeLessThan(60_000)
    expect(presented.status).toBe('fail')
  })

  it('leaves no secret in it', () => {
    expect(JSON.stringify(presented)).not.toContain('secret')
  })
})
