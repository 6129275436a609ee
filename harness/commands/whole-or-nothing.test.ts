import { EventEmitter } from 'node:events'
import { describe, expect, it } from 'vitest'
import { Interruption } from '../lifecycle/signals.ts'
import { wholeOrNothing } from './whole-or-nothing.ts'

function setUp() {
  const signals = new EventEmitter()
  const done: string[] = []
  const source = Object.assign(signals as unknown as Pick<NodeJS.Process, 'on' | 'off'>, {
    exit: (code: number): void => void done.push(`exit ${code}`),
  })
  const run = (stopAt: 'reading' | 'writing' | 'never'): Promise<number> =>
    wholeOrNothing(
      async (mayStop) => {
        if (stopAt === 'reading') signals.emit('SIGTERM', 'SIGTERM')
        await mayStop()
        done.push('half')
        if (stopAt === 'writing') signals.emit('SIGINT', 'SIGINT')
        done.push('whole')
        return 1
      },
      { process: source },
    )
  return { signals, done, run }
}

describe('wholeOrNothing()', () => {
  it('writes nothing when it is stopped before', async () => {
    const { done, run, signals } = setUp()
    await expect(run('reading')).rejects.toThrow(new Interruption('SIGTERM'))
    expect(done).toEqual([])
    expect(signals.eventNames()).toEqual([])
  })

  it('writes everything when it is stopped on the way, and says that it was stopped', async () => {
    const { done, run } = setUp()
    expect(await run('writing')).toBe(130)
    expect(done).toEqual(['half', 'whole'])
  })

  it('ends with the code of the work otherwise', async () => {
    expect(await setUp().run('never')).toBe(1)
  })
})
