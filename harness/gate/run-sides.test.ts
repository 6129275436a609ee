import { describe, expect, test } from 'vitest'
import { recordFixture } from '../merge/record-fixture.ts'
import { watchAbort } from '../lifecycle/watch-abort.ts'
import type { Side } from './ab-workload.ts'
import { runSides, type Together } from './run-sides.ts'

const recordOf = (side: Side) => recordFixture({ command: side })
const untouched = () => new AbortController().signal

/** A run that ends only when it is stopped, with the reason. */
async function runUntilStopped({ signal }: Together): Promise<never> {
  using watch = watchAbort(signal)
  return await watch.aborted
}

describe('runSides()', () => {
  test.each(['a', 'b'] as const)('starts %s first and gives each side its own record', async (first) => {
    const started: Side[] = []
    const run = async (side: Side, { agreeOnStart }: Together) => {
      started.push(side)
      await agreeOnStart()
      return recordOf(side)
    }
    const { a, b } = await runSides({ first, signal: untouched(), run })
    expect(started[0]).toBe(first)
    expect([a.command, b.command]).toEqual(['a', 'b'])
  })

  test.each(['a', 'b'] as const)('stops the other side when %s cannot go on, and says why it could not', async (broken) => {
    const stopped: Side[] = []
    const run = async (side: Side, together: Together) => {
      if (side === broken) throw new Error(`no port for ${side}`)
      return await runUntilStopped(together).finally(() => stopped.push(side))
    }
    await expect(runSides({ first: 'a', signal: untouched(), run })).rejects.toThrow(`no port for ${broken}`)
    expect(stopped).toHaveLength(1)
  })

  test('ends both sides before it rejects when it is stopped', async () => {
    const stop = new AbortController()
    const stopped: Side[] = []
    const run = async (side: Side, together: Together) => {
      if (side === 'b') queueMicrotask(() => stop.abort(new Error('Ctrl-C')))
      return await runUntilStopped(together).finally(() => stopped.push(side))
    }
    await expect(runSides({ first: 'a', signal: stop.signal, run })).rejects.toThrow('Ctrl-C')
    expect(stopped.toSorted()).toEqual(['a', 'b'])
  })
})
