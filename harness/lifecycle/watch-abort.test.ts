import { getEventListeners } from 'node:events'
import { describe, expect, it } from 'vitest'
import { watchAbort } from './watch-abort.ts'

describe('watchAbort()', () => {
  it('watchAbort() rejects with the reason, also of a signal that was aborted before', async () => {
    const controller = new AbortController()
    using before = watchAbort(controller.signal)
    controller.abort(new Error('enough'))
    using after = watchAbort(controller.signal)
    await expect(before.aborted).rejects.toThrow('enough')
    await expect(after.aborted).rejects.toThrow('enough')
  })

  it('watchAbort() leaves nothing on the signal when it is disposed of', () => {
    const { signal } = new AbortController()
    {
      using _watch = watchAbort(signal)
      expect(getEventListeners(signal, 'abort')).toHaveLength(1)
    }
    expect(getEventListeners(signal, 'abort')).toEqual([])
  })
})
