import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { StartedRig } from '../rig/rig.ts'
import type { CheckDefinition } from './define-check.ts'
import { runCheck } from './run-check.ts'

describe('runCheck()', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  it('leaves no timer behind when the check breaks off, as it does at Ctrl-C', async () => {
    const rig: Pick<StartedRig, 'begin' | 'notAlive'> = { begin: () => {}, notAlive: () => undefined }
    const check: Pick<CheckDefinition, 'id' | 'run'> = { id: 'post/probe', run: async () => Promise.reject(new Error('stopped')) }
    const run = runCheck(check as CheckDefinition, rig as StartedRig, '', new AbortController().signal)
    await expect(run).rejects.toThrow('Cannot run check "post/probe" as the harness broke: stopped')
    expect(vi.getTimerCount()).toBe(0)
  })
})
