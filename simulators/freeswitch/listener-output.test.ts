import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createOutput } from './listener-output.ts'
import { toOutgoing } from './codec/fs-outgoing.ts'
import type { OutputSink } from './listener-output.ts'

/** A sink that copies only when it lets go of octets: a buffer that is reused too early shows. */
interface LateSink extends OutputSink {
  readonly octets: string
  /** Takes what it holds. */
  let(count: number): void
}

function lateSink(): LateSink {
  const held: { readonly bytes: Uint8Array; readonly onWritten: () => void }[] = []
  let octets = ''
  return {
    get octets() {
      return octets
    },
    get pendingOctets() {
      return held.reduce((sum, { bytes }) => sum + bytes.length, 0)
    },
    write: (bytes, onWritten) => void held.push({ bytes, onWritten }),
    let(count) {
      for (const { bytes, onWritten } of held.splice(0, count)) {
        octets += Buffer.from(bytes).toString('latin1')
        onWritten()
      }
    },
  }
}

describe('createOutput()', () => {
  test('never touches a buffer that the sink still needs', () => {
    const step = fc.oneof(
      fc.record({ write: fc.integer({ min: 0, max: 60_000 }) }),
      fc.record({ event: fc.integer({ min: 0, max: 400_000 }) }),
      fc.record({ let: fc.integer({ min: 0, max: 3 }) }),
      fc.constant({ flush: true }),
    )
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        const sink = lateSink()
        const output = createOutput(sink, 1 << 20, () => undefined)
        let expected = ''
        for (const [index, action] of steps.entries()) {
          const filler = String.fromCharCode(97 + (index % 26))
          if ('write' in action) {
            output.write(filler.repeat(action.write))
            expected += filler.repeat(action.write)
          } else if ('event' in action) {
            const event = toOutgoing({ type: 1, subclass: undefined, headers: [], body: filler.repeat(action.event) })
            const frame = Buffer.alloc(event.frameLimit('plain'))
            event.writeFrame('plain', frame, 0)
            output.writeEvent(event, 'plain')
            expected += frame.toString('latin1')
          } else if ('let' in action) sink.let(action.let)
          else output.flush()
        }
        output.flush()
        expect(output.octets).toBe(expected.length)
        sink.let(Infinity)
        expect(sink.octets === expected).toBe(true)
      }),
      { numRuns: 100 },
    )
  })

  test('has room below its bound, and again when the sink has let go', () => {
    const sink = lateSink()
    let calls = 0
    const output = createOutput(sink, 10, () => calls++)
    output.write('123456789')
    expect(output.hasRoom()).toBe(true)
    output.write('0')
    expect(output.hasRoom()).toBe(false)
    sink.let(1)
    expect([output.hasRoom(), calls]).toEqual([true, 1])
  })
})
