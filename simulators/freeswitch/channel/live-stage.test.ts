import { describe, expect, it } from 'vitest'
import type { SwitchBus } from '../bus.ts'
import type { OutgoingEvent } from '../events/outgoing.ts'
import { createChannel } from './channel.ts'
import { enterState } from './lifecycle.ts'
import { createLiveStage } from './live-stage.ts'
import { momentOf } from './moment.ts'

const identity = { coreUuid: 'core', hostname: 'node1', switchname: 'node1', ipv4: '127.0.0.1', ipv6: '::1' }

function startBus() {
  const fired: OutgoingEvent[] = []
  let sequence = 41
  const bus: SwitchBus = {
    identity,
    hasAudience: true,
    nextSequence: () => ++sequence,
    fire: (event) => fired.push(event),
  }
  return { bus, fired }
}

describe('createLiveStage()', () => {
  it('fires the events of a channel with the time of the clock and the next sequence', () => {
    const { bus, fired } = startBus()
    const stage = createLiveStage(bus, () => 1_795_311_257_113_957)
    enterState(stage, createChannel({ uuid: 'u1', name: 'null/x', direction: 'inbound', leg: 0 }), 'NEW')
    const header = (name: string): string | undefined => fired[0]?.header(name)
    expect([header('Event-Name'), header('Unique-ID'), header('Event-Sequence')]).toEqual(['CHANNEL_STATE', 'u1', '42'])
    expect(header('Event-Date-Timestamp')).toBe('1795311257113957')
  })

  it('rounds both ends of a span down before it subtracts', () => {
    let us = 1_000_999
    const stage = createLiveStage(startBus().bus, () => us)
    const from = stage.now()
    us = 2_000_001
    expect(stage.span(from, stage.now())).toEqual({ seconds: '1', milliseconds: '1000', microseconds: '999002' })
  })

  it('refuses a moment of another stage', () => {
    const stage = createLiveStage(startBus().bus, () => 5)
    expect(() => stage.span(momentOf(4), stage.now())).toThrow('it must be of the same stage: current value is 4')
  })
})
