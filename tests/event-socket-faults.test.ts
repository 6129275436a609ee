import { describe, expect, it } from 'vitest'
import { busyHour } from '../scenarios/load/busy-hour.ts'
import { smallRun, smallWorkload } from './fixtures/small-run.ts'

const workload = smallWorkload({ freeswitchNodes: 1, softswitchMachines: 0, webhooks: 0, durationSeconds: 9 })

describe('faults of event sockets in a run', () => {
  it('are what the bridge has to live with: octets in small segments, a stall, and its connection cut twice', async () => {
    const record = await smallRun({
      workload,
      scenario: {
        ...busyHour,
        tuning: { reconnectMaxMs: 200 },
        faults: [
          { kind: 'event-socket', at: 0, until: 1, nodes: 1, fault: 'split=200' },
          { kind: 'event-socket', at: 1, until: 2, nodes: 1, fault: 'stall=300ms' },
          { kind: 'event-socket', at: 2.5, until: 4.5, nodes: 1, fault: 'rst' },
          { kind: 'event-socket', at: 6, until: 8.5, nodes: 1, fault: 'truncated' },
        ],
      },
    })
    expect(record.counters['esl.connections']).toBe(3)
    expect(record.marks.map(({ label }) => label)).toContain('ESL rst at 1 nodes')
    expect(record.ledger.totals).toMatchObject({ lost: 0, duplicate: 0, reordered: 0, unexpected: 0 })
  }, 60_000)
})
