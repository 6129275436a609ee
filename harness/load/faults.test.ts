import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type Fault, faultLabel } from '../model/fault.ts'
import { scheduleFaults } from './faults.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** A stage that writes down what happens on it, at which second of the run. The measured part begins at 2 s. */
function setUp(faults: readonly Fault[]) {
  const startMs = Date.now()
  const seconds = (): number => (Date.now() - startMs) / 1000
  const notes: string[] = []
  const note = (text: string): void => void notes.push(`${seconds()} ${text}`)
  const handle = scheduleFaults(faults, {
    clock: { nowUs: () => seconds() * 1e6, epochUs: (us) => us },
    measuredFromUs: 2e6,
    subscriberCount: 4,
    webhooks: [{ setPolicy: (policy) => note(`webhook ${policy.kind}`) }],
    subscribers: {
      reconnect: (isMeant) => note(`reconnect ${[0, 1, 2, 3].filter(isMeant).join()}`),
      slow(isMeant) {
        note(`slow ${[0, 1, 2, 3].filter(isMeant).join()}`)
        return () => note('fast')
      },
    },
    links: [{ source: 0, fail: (how) => note(`fail ${how}`), repair: (how) => note(`repair ${how}`) }],
    sockets: [0, 1].map((source) => ({
      source,
      begin(fault) {
        note(`${fault} at ${source}`)
        return () => note(`healthy ${source}`)
      },
    })),
  })
  return { handle, notes }
}

describe('scheduleFaults()', () => {
  it('lets each fault begin and end at its seconds of the measured part', () => {
    const { notes } = setUp([
      { kind: 'webhook', at: 1, until: 3, policy: { kind: 'hang' } },
      { kind: 'esl-link', at: 2, until: 4, nodes: 1, how: 'cut' },
      { kind: 'slow-subscribers', at: 5, until: 6, subscribers: 2, readMs: 1, everyMs: 10 },
    ])
    vi.advanceTimersByTime(20_000)
    expect(notes).toEqual(['3 webhook hang', '4 fail cut', '5 webhook answer', '6 repair cut', '7 slow 0,1', '8 fast'])
  })

  it('strikes the event sockets of the first nodes only', () => {
    const { notes } = setUp([{ kind: 'event-socket', at: 1, until: 2, nodes: 1, fault: 'split=3' }])
    vi.advanceTimersByTime(20_000)
    expect(notes).toEqual(['3 split=3 at 0', '4 healthy 0'])
  })

  it('refuses a fault that the simulator does not have before anything begins', () => {
    expect(() => setUp([{ kind: 'event-socket', at: 1, until: 2, nodes: 1, fault: 'stahl=5s' }])).toThrow(SyntaxError)
  })

  it('takes the subscribers by turns', () => {
    const { notes } = setUp([{ kind: 'subscriber-churn', at: 0, until: 1.6, share: 0.5, everyMs: 500 }])
    vi.advanceTimersByTime(20_000)
    expect(notes).toEqual(['2 reconnect 0,1', '2.5 reconnect 2,3', '3 reconnect 0,1', '3.5 reconnect 2,3'])
  })

  it('ends what has begun when it is disposed of, and begins nothing more', () => {
    const { handle, notes } = setUp([
      { kind: 'webhook', at: 1, until: 30, policy: { kind: 'reset' } },
      { kind: 'webhook', at: 9, until: 30, policy: { kind: 'hang' } },
    ])
    vi.advanceTimersByTime(5000)
    handle[Symbol.dispose]()
    vi.advanceTimersByTime(60_000)
    expect(notes).toEqual(['3 webhook reset', '5 webhook answer'])
  })
})

describe('faultLabel()', () => {
  it('says what happens in a few words', () => {
    const span = { at: 0, until: 1 }
    expect(faultLabel({ ...span, kind: 'webhook', policy: { kind: 'answer', status: 503, delayMs: 20 } })).toBe(
      'webhooks answer 503 after 20 ms',
    )
    expect(faultLabel({ ...span, kind: 'esl-link', nodes: 2, how: 'half-open' })).toBe('ESL half-open at 2 nodes')
    expect(faultLabel({ ...span, kind: 'event-socket', nodes: 1, fault: 'rst' })).toBe('ESL rst at 1 nodes')
  })
})
