import { describe, expect, it } from 'vitest'
import { runIdOf } from './run-id.ts'

describe('runIdOf()', () => {
  it('follows from the seed for a bridge that lives no longer than the run', () => {
    expect(runIdOf('7', 'process')).toBe(runIdOf('7', 'container'))
    expect(runIdOf('7', 'process')).not.toBe(runIdOf('8', 'process'))
  })

  it('differs from run to run for a bridge that goes on', () => {
    const ids = new Set(Array.from({ length: 20 }, () => runIdOf('7', 'external')))
    expect(ids.size).toBe(20)
  })
})
