import { describe, expect, test } from 'vitest'
import type { HttpClient } from './http-client.ts'
import type { StartedMessaged } from './messaged.ts'
import { createDelivery, type Delivery } from './delivery.ts'
import { createPost, type Post, type PostListener, type PostOutcome } from './post.ts'
import { createManualClock, createNotingJournal, type NotingJournal } from './testing/bench-machine.ts'

const event = { class: 'call', event: 'start', machine: 1, timestamp: '1.000000', from_name: 'Zoë' }
const FORM = 'class=call&event=start&machine=1&timestamp=1.000000&from_name=Zo%C3%AB'
const JSON_TEXT = '{"class":"call","event":"start","machine":1,"timestamp":"1.000000","from_name":"Zoë"}'

interface Setup {
  readonly delivery: Delivery
  readonly notes: NotingJournal
  readonly posts: Post[]
  readonly published: string[]
  /** What the listener heard, in order. */
  readonly heard: (string | number)[]
  readonly deliver: (dueUs: number, readyUs?: number) => void
}

/** @param taken how many clients of messaged take an event; undefined without messaged */
function setUp(options: { readonly post: boolean; readonly taken?: number; readonly nowUs?: number }): Setup {
  const clock = createManualClock()
  clock.setUs(options.nowUs ?? 1000)
  const [notes, posts, published, heard] = [
    createNotingJournal(),
    [] as Post[],
    [] as string[],
    [] as (string | number)[],
  ]
  const client: HttpClient = {
    connections: 0,
    queued: 0,
    post: (body: string, dueUs: number, listener: PostListener) =>
      void posts.push(createPost(body, dueUs, clock.nowUs(), listener)),
    [Symbol.asyncDispose]: async () => {},
  }
  const messaged: StartedMessaged = {
    host: '',
    port: 0,
    clients: 0,
    cutOff: 0,
    publish: (json) => (published.push(json), options.taken ?? 0),
    [Symbol.asyncDispose]: async () => {},
  }
  const delivery = createDelivery({
    client: options.post ? client : undefined,
    messaged: options.taken === undefined ? undefined : messaged,
    clock,
    instruments: notes,
  })
  const listener = {
    sent: () => void heard.push('sent'),
    unsent: () => void heard.push('unsent'),
    done: (atUs: number) => void heard.push(atUs),
  }
  const deliver = (dueUs: number, readyUs = dueUs): void => delivery.deliver(event, { dueUs, readyUs }, listener)
  return { delivery, notes, posts, published, heard, deliver }
}

function settle(post: Post | undefined, outcome: PostOutcome, stamps: Partial<Post> = {}): void {
  if (post === undefined) throw new Error('nothing was posted')
  Object.assign(post, stamps)
  if (!Number.isNaN(post.grantedUs)) post.listener.writing?.(post)
  if (!Number.isNaN(post.writtenUs)) post.listener.written(post)
  post.listener.settled(post, outcome)
}

describe('createDelivery()', () => {
  test('createDelivery() measures a reply from the intended time and its service from the writing', () => {
    const { deliver, notes, posts, heard } = setUp({ post: true })
    deliver(900)
    expect(posts[0]).toMatchObject({ body: FORM, dueUs: 900 })
    settle(
      posts[0],
      { kind: 'replied', status: 204 },
      { grantedUs: 5000, writtenUs: 5010, settledUs: 7000, octets: 300 },
    )
    expect(heard).toEqual(['sent', 7000])
    // Waiting for a connection, 1000 to 5000, is no lag of ours.
    expect(notes.latencies).toEqual([
      ['send.delay', 900, 110],
      ['ingress.reply', 900, 6100],
      ['ingress.service', 900, 1990],
    ])
    expect(Object.fromEntries(notes.counters)).toEqual({ 'bytes.sent': 300, 'events.sent': 1, 'ingress.replies': 1 })
  })

  test('createDelivery() does not count waiting for an earlier reply as lag', () => {
    const { deliver, notes, posts } = setUp({ post: true })
    deliver(100, 990)
    settle(posts[0], { kind: 'replied', status: 200 }, { grantedUs: 1000, writtenUs: 1000, settledUs: 1100 })
    expect(notes.latencies[0]).toEqual(['send.delay', 100, 10])
    expect(notes.latencies[1]).toEqual(['ingress.reply', 100, 1000])
  })

  test.each([199, 301, 403, 500])('createDelivery() counts status %i as a refusal', (status) => {
    const { deliver, notes, posts, heard } = setUp({ post: true })
    deliver(1000)
    settle(posts[0], { kind: 'replied', status }, { grantedUs: 1000, writtenUs: 1000, settledUs: 1100 })
    expect([notes.counters.get('ingress.replies'), notes.counters.get('ingress.refused')]).toEqual([1, 1])
    expect(heard).toEqual(['sent', 1100])
  })

  test('createDelivery() records a timeout at its limit and counts it', () => {
    const { deliver, notes, posts, heard } = setUp({ post: true })
    deliver(1000)
    settle(posts[0], { kind: 'timeout' }, { grantedUs: 1000, writtenUs: 1000, settledUs: 5_001_000 })
    expect(notes.latencies).toContainEqual(['ingress.reply', 1000, 5_000_000])
    expect(notes.counters.get('ingress.timeouts')).toBe(1)
    expect(heard).toEqual(['sent', 5_001_000])
  })

  test('createDelivery() records a timeout without a connection, which was not sent and has no service time', () => {
    const { deliver, notes, posts, heard } = setUp({ post: true })
    deliver(1000)
    settle(posts[0], { kind: 'timeout' }, { settledUs: 5_001_000 })
    expect(notes.latencies).toEqual([['ingress.reply', 1000, 5_000_000]])
    expect(heard).toEqual([5_001_000])
  })

  test('createDelivery() counts a failed POST, measures none, and lets the machine go on', () => {
    const { deliver, notes, posts, heard } = setUp({ post: true })
    deliver(1000)
    settle(posts[0], { kind: 'failed', error: new Error('refused') }, { settledUs: 1200 })
    expect(notes.latencies).toEqual([])
    expect(Object.fromEntries(notes.counters)).toEqual({ 'ingress.errors': 1 })
    expect(heard).toEqual([1200])
  })

  test('createDelivery() says before the writing that an event is sent, and takes it back when it never left', () => {
    const { deliver, notes, posts, heard } = setUp({ post: true })
    deliver(1000)
    posts[0]?.listener.writing?.(posts[0])
    expect(heard).toEqual(['sent'])
    posts[0]?.listener.settled(Object.assign(posts[0], { settledUs: 1300 }), { kind: 'failed', error: new Error('reset') })
    expect(heard).toEqual(['sent', 'unsent', 1300])
    expect(notes.counters.get('events.sent')).toBeUndefined()
  })

  test('createDelivery() says nothing about a POST that was aborted', () => {
    const { deliver, notes, posts, heard } = setUp({ post: true })
    deliver(1000)
    settle(posts[0], { kind: 'aborted' }, { settledUs: 1200 })
    expect([notes.counters.size, heard]).toEqual([0, []])
  })

  test('createDelivery() publishes to messaged as JSON and waits for nobody', () => {
    const { delivery, deliver, notes, published, heard } = setUp({ post: false, taken: 2, nowUs: 1000 })
    deliver(400)
    expect(published).toEqual([JSON_TEXT])
    expect(heard).toEqual(['sent', 400])
    expect(delivery.replies).toBe(false)
    expect(notes.latencies).toEqual([['send.delay', 400, 600]])
    expect(Object.fromEntries(notes.counters)).toEqual({
      'bytes.sent': 2 * Buffer.byteLength(JSON_TEXT),
      'events.sent': 1,
    })
  })

  test('createDelivery() sends nothing when nobody listens to messaged', () => {
    const { deliver, notes, heard } = setUp({ post: false, taken: 0 })
    deliver(1000)
    expect([notes.counters.size, heard]).toEqual([0, [1000]])
  })

  test('createDelivery() counts an event that goes both ways once', () => {
    const { deliver, notes, posts, published, heard } = setUp({ post: true, taken: 1 })
    deliver(1000)
    expect([published.length, posts.length]).toEqual([1, 1])
    settle(posts[0], { kind: 'replied', status: 200 }, { grantedUs: 1000, writtenUs: 1000, settledUs: 1100 })
    expect(heard).toEqual(['sent', 1100])
    expect(notes.counters.get('events.sent')).toBe(1)
  })
})
