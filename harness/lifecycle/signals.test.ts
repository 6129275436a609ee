import { EventEmitter } from 'node:events'
import { describe, expect, test } from 'vitest'
import { Interruption, trapSignals } from './signals.ts'

function fakeProcess() {
  const exits: number[] = []
  const emitter = Object.assign(new EventEmitter(), { exit: (code: number) => void exits.push(code) })
  return { source: emitter as unknown as NodeJS.Process, emitter, exits }
}

describe('trapSignals()', () => {
  test('trapSignals() aborts with the signal as reason and does not exit', () => {
    const { source, emitter, exits } = fakeProcess()
    using trap = trapSignals({ process: source })
    emitter.emit('SIGTERM', 'SIGTERM')
    expect(trap.signal.reason).toBeInstanceOf(Interruption)
    expect(trap.signal.reason).toMatchObject({ signal: 'SIGTERM', message: 'Stopped by SIGTERM' })
    expect(exits).toEqual([])
  })

  test('trapSignals() takes a signal passed on by npm in the same moment for one keystroke', () => {
    const { source, emitter, exits } = fakeProcess()
    let now = 0
    using trap = trapSignals({ process: source, now: () => now })
    emitter.emit('SIGINT', 'SIGINT')
    now = 5
    emitter.emit('SIGINT', 'SIGINT')
    expect(trap.signal.aborted).toBe(true)
    expect(exits).toEqual([])
  })

  test('trapSignals() forces the end at a second signal, even when the last resort throws', () => {
    const { source, emitter, exits } = fakeProcess()
    let now = 0
    const forced: string[] = []
    using _trap = trapSignals({
      process: source,
      now: () => now,
      onForce: (signal) => {
        forced.push(signal)
        throw new Error('cannot kill')
      },
    })
    emitter.emit('SIGINT', 'SIGINT')
    now = 1000
    expect(() => emitter.emit('SIGINT', 'SIGINT')).toThrow('cannot kill')
    expect({ forced, exits }).toEqual({ forced: ['SIGINT'], exits: [130] })
  })

  test('trapSignals() listens no longer once it is disposed', () => {
    const { source, emitter } = fakeProcess()
    trapSignals({ process: source })[Symbol.dispose]()
    expect(emitter.eventNames()).toEqual([])
  })
})
