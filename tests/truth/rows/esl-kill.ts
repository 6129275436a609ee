import { equal } from '../check.ts'
import { type PausedReader, startPausedReader } from '../paused-reader.ts'
import { defineRow, type Stage } from '../row.ts'

type Outcome = 'taken' | 'lost'

interface Overflow {
  /** What became of each event, in the order in which they were fired. */
  readonly outcomes: readonly Outcome[]
  /** At which event the listener was cut, counted from 1; 0 when it never was. */
  readonly cutAt: number
}

/** mod_event_socket.c: cut when `lost > MAX_MISSED`, and any successful push sets `lost` to 0. */
const MAX_MISSED = 500
const QUEUE_LIMIT = 1000
/** Events that the sockets take besides, and far more. */
const MOST_EVENTS = 100_000

/** First event at which so many were lost by some way of counting. */
const firstOver = (outcomes: readonly Outcome[], limit: number, resets: boolean): number => {
  let lost = 0
  return outcomes.findIndex((outcome) => (lost = outcome === 'lost' ? lost + 1 : resets ? 0 : lost) > limit) + 1
}

export const eslKill = defineRow<Overflow, number>({
  name: 'esl-kill',
  must: 'a listener is cut at the 501st loss in a row, and a success begins the count again',
  seconds: 2,
  observe: observeOverflow,
  formula: ({ cutAt }) => cutAt,
  wrong: [
    { name: 'losses counted without a reset', of: ({ outcomes }) => firstOver(outcomes, MAX_MISSED, false) },
    { name: 'cut at the 500th', of: ({ outcomes }) => firstOver(outcomes, MAX_MISSED - 1, true) },
    { name: 'cut when the queue is full', of: ({ outcomes }) => firstOver(outcomes, 0, true) },
  ],
  checks: (cutAt, { outcomes }) => [
    equal('event at which it is cut', cutAt, firstOver(outcomes, MAX_MISSED, true)),
    equal('losses in all', outcomes.filter((outcome) => outcome === 'lost').length, 2 * MAX_MISSED + 1),
    equal('losses in a row at the end', outcomes.length - 1 - outcomes.lastIndexOf('taken'), MAX_MISSED + 1),
  ],
  specimen: () => {
    const run = (outcome: Outcome, length: number): Outcome[] => Array.from({ length }, () => outcome)
    const outcomes = [...run('taken', 1500), ...run('lost', 500), ...run('taken', 40), ...run('lost', 501)]
    return { outcomes, cutAt: outcomes.length }
  },
})

async function observeOverflow({ signal }: Stage) {
  await using reader = await startPausedReader({ queueLimit: QUEUE_LIMIT }, signal)
  const outcomes: Outcome[] = []
  let cutAt = 0
  const fire = (): Outcome => {
    const outcome = fireOne(reader)
    outcomes.push(outcome)
    if (cutAt === 0 && reader.listener.stats.killed) cutAt = outcomes.length
    return outcome
  }
  const fireUntilLost = async (): Promise<void> => {
    // What the sockets take in the meantime makes room again: only a standstill is full.
    for (; outcomes.length < MOST_EVENTS; await reader.settled()) {
      while (reader.listener.stats.queued < QUEUE_LIMIT) fire()
      await reader.settled()
      if (reader.listener.stats.queued === QUEUE_LIMIT) return
    }
  }
  const lose = (count: number): void => {
    for (let i = 0; i < count; i++) fire()
  }
  await fireUntilLost()
  lose(MAX_MISSED)
  await reader.read(reader.octetsRead + reader.frameOctets * QUEUE_LIMIT)
  await fireUntilLost()
  lose(MAX_MISSED + 1)
  return { evidence: { outcomes, cutAt }, sick: [] }
}

function fireOne({ fire, listener }: PausedReader): Outcome {
  const before = listener.stats.lost
  fire(1)
  return listener.stats.lost > before ? 'lost' : 'taken'
}
