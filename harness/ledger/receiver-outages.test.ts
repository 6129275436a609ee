import { describe, expect, it } from 'vitest'
import { createLedger } from './layout.ts'
import { attachReceiver } from './receiver.ts'
import { attachSource } from './source-journal.ts'
import { readLedger, readLedgerCounters } from './totals.ts'
import { CALL, clock, closed, frame, runId, sendCall, setUp } from './test-ledger.ts'

describe('Receiver.down()', () => {
  it('Receiver.down() and up() take the claim from what was due in between', () => {
    const setup = setUp()
    const slot = sendCall(setup)
    setup.receiver.down(1.5e6)
    setup.receiver.up(3.5e6)
    setup.receiver.see(frame(slot, 'end'), 4.1e6)
    expect(closed(setup.buffers).totals).toMatchObject({ expected: 4, inTime: 1, unobserved: 2, lost: 1 })
  })

  it('Receiver.see() books a copy of something older than the reconnection as redelivered', () => {
    const setup = setUp()
    const slot = sendCall(setup)
    setup.receiver.see(frame(slot, 'start'), 1.1e6)
    setup.receiver.down(1.2e6)
    setup.receiver.up(3.5e6)
    expect(setup.receiver.see(frame(slot, 'start'), 3.6e6)).toBe('redelivered')
    expect(closed(setup.buffers).totals.duplicate).toBe(0)
    expect(readLedgerCounters(setup.buffers).redelivered).toBe(1)
  })

  it('Receiver that never was up makes every delivery unobserved', () => {
    const buffers = createLedger({ runId, slots: [4], receivers: [{ name: 's', kind: 'websocket' }] })
    const source = attachSource(buffers, 0)
    attachReceiver(buffers, 0, { clock })
    source.sent(source.open(1, 0, CALL, 0, 1e6), 0, 0)
    expect(closed(buffers).totals).toMatchObject({ expected: 1, unobserved: 1, lost: 0 })
  })

  it('Receiver.down() a thousand times keeps bounded memory and rather makes no claim than a false one', () => {
    const setup = setUp()
    const slot = sendCall(setup)
    for (let i = 0; i < 1000; i++) {
      setup.receiver.down(1.5e6 + i * 1000)
      setup.receiver.up(1.5e6 + i * 1000 + 500)
    }
    setup.receiver.see(frame(slot, 'end'), 4.1e6)
    expect(closed(setup.buffers).totals).toMatchObject({ lost: 1, unobserved: 2, inTime: 1 })
  })
})

describe('Receiver.hinder()', () => {
  /** Call 7, of which nothing was read when the receiver ceased to read, six seconds behind its last event. */
  function setUpBehind(config?: Parameters<typeof setUp>[0]) {
    const setup = setUp(config)
    const slot = sendCall(setup)
    setup.receiver.hinder(5e6)
    return { setup, slot }
  }
  /** The source comes to a moment: it frees what is due by then. */
  const turnTo = ({ source }: ReturnType<typeof setUp>, us: number): void => {
    const slot = source.open(us, 1, CALL, us, us)
    source.close(slot)
  }

  it('Receiver.hinder() calls late what it reads when it goes on, and lost only what does not come then either', () => {
    const { setup, slot } = setUpBehind()
    turnTo(setup, 25e6)
    setup.receiver.up(30e6)
    for (const milestone of ['start', 'route', 'answer'] as const) {
      expect(setup.receiver.see(frame(slot, milestone), 31e6)).toBe('late')
    }
    turnTo(setup, 34.9e6)
    expect(readLedger(setup.buffers).totals).toMatchObject({ late: 3, lost: 0 })
    turnTo(setup, 37e6)
    expect(readLedger(setup.buffers).totals).toMatchObject({ late: 3, lost: 1, unobserved: 0 })
  })

  it('Receiver.hinder() claims nothing of what was due behind it, in time or not', () => {
    const { setup } = setUpBehind()
    const slot = setup.source.open(8, 1, CALL, 6e6, 9e6)
    for (let step = 0; step < 4; step++) setup.source.sent(slot, step, (step + 6) * 1e6)
    setup.receiver.up(20e6)
    expect(setup.receiver.see(frame(slot, 'start', { number: 8 }), 20.1e6)).toBe('excused')
    expect(closed(setup.buffers).totals).toMatchObject({ expected: 8, late: 0, lost: 4, unobserved: 4 })
  })

  it('Receiver.down() throws away what stands unread, and claims nothing of it', () => {
    const { setup } = setUpBehind()
    setup.receiver.down(29e6)
    setup.receiver.up(30e6)
    turnTo(setup, 40e6)
    expect(readLedger(setup.buffers).totals).toMatchObject({ lost: 0, unobserved: 4 })
  })

  it('Receiver.hinder() that is never ended leaves what was before undecided', () => {
    const { setup } = setUpBehind()
    expect(closed(setup.buffers).totals).toMatchObject({ lost: 0, unobserved: 4 })
  })

  it('Receiver.hinder() keeps no slots that the traffic needs', () => {
    const { setup } = setUpBehind({ slots: [2] })
    setup.source.close(setup.source.open(8, 1, CALL, 2e6, 3e6))
    for (const us of [25e6, 45e6, 65e6]) turnTo(setup, us)
    expect(readLedger(setup.buffers).totals).toMatchObject({ lost: 0, unobserved: 4 })
  })
})
