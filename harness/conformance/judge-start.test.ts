import { describe, expect, it } from 'vitest'
import { TargetError } from '../target/target-error.ts'
import { judgeStart } from './judge-start.ts'

const check = { expectation: 'e' }

describe('judgeStart()', () => {
  it('fails the check for which a bridge died, with what it printed last', () => {
    const judgement = judgeStart(check, new TargetError('died-early', 'Cannot start bridge "b" as it must run; it printed last\n  | boom'))
    expect(judgement).toMatchObject({ status: 'fail', expected: 'the bridge starts', actual: 'Cannot start bridge "b" as it must run; it printed last' })
    expect(judgement.evidence).toEqual([{ title: 'it printed last', excerpt: '  | boom' }])
  })

  it('does not know whether a bridge or the machine was too slow', () => {
    expect(judgeStart(check, new TargetError('not-ready', 'Cannot start bridge "b" as it must be ready within 20 s'))).toMatchObject({ status: 'unknown', expected: 'e', evidence: [] })
  })
})
