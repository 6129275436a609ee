import { describe, expect, test } from 'vitest'
import { describeEventQueues } from './event-queues.ts'

describe('describeEventQueues()', () => {
  test('describeEventQueues() says how many events a real FreeSWITCH would have lost, and whom it would have cut', () => {
    const counters = { 'esl.queued': 100_000, 'esl.lost': 501, 'esl.killed': 1 }
    expect(describeEventQueues({ counters })).toBe(
      'a real FreeSWITCH would have lost 501 events and cut 1 connection here: up to 100,000 events waited for the bridge',
    )
  })

  test('describeEventQueues() says when events had to wait and none was lost', () => {
    expect(describeEventQueues({ counters: { 'esl.queued': 1 } })).toBe(
      'up to 1 event waited for the bridge; a real FreeSWITCH would have lost none',
    )
  })

  test('describeEventQueues() has nothing to say of a bridge that kept up', () => {
    expect(describeEventQueues({ counters: {} })).toBeUndefined()
  })
})
