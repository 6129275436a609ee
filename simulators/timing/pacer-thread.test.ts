import { once } from 'node:events'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { connect, createServer, type AddressInfo } from 'node:net'
import { describe, expect, test, vi } from 'vitest'
import { createClock, createOrigin } from './clock.ts'
import { createThreadPacer, startPacerThread } from './pacer-thread.ts'

/** Paces until `done` says so, which hears each wake. */
function pace(pacer: ReturnType<typeof createThreadPacer>, wake: () => number, done: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    const handle = pacer.start(() => {
      const nextUs = wake()
      if (done()) {
        handle[Symbol.dispose]()
        resolve()
      }
      return nextUs
    })
  })
}

/** By how much Linux may prolong the sleeps of each thread of this process, nanoseconds; 1 where there is no such thing. */
const slacks = (): string[] =>
  existsSync('/proc/self/timerslack_ns')
    ? readdirSync('/proc/self/task').map((task) => readFileSync(`/proc/${task}/timerslack_ns`, 'utf8').trim())
    : ['1']

describe('startPacerThread()', () => {
  test('startPacerThread() has its sleeps ended in time', async () => {
    await using _ = startPacerThread(1)
    await vi.waitFor(() => expect(slacks()).toContain('1'), { timeout: 5000 })
  })
})

describe('createThreadPacer()', () => {
  test('createThreadPacer() wakes for every moment that it is told, none of them early', async () => {
    await using thread = startPacerThread(1)
    const clock = createClock(createOrigin(0))
    const pacer = createThreadPacer(thread.board, 0, clock)
    const due = Array.from({ length: 100 }, (_, at) => at * 700)
    const sent: number[] = []
    const sendDue = (): number => {
      const nowUs = clock.nowUs()
      while ((due[sent.length] ?? Infinity) <= nowUs) sent.push(nowUs)
      return due[sent.length] ?? Infinity
    }
    await pace(pacer, sendDue, () => sent.length === due.length)
    sent.forEach((atUs, at) => expect(atUs).toBeGreaterThanOrEqual(due[at] ?? Infinity))
  })

  test('createThreadPacer() goes on waking when nothing is due, so that new work is found', async () => {
    await using thread = startPacerThread(1)
    const pacer = createThreadPacer(thread.board, 0, { nowUs: () => 0 })
    let woken = 0
    await pace(pacer, () => Number.POSITIVE_INFINITY, () => ++woken === 20)
    expect(woken).toBe(20)
  })

  test('createThreadPacer() leaves sockets their turn though everything is overdue', async () => {
    await using thread = startPacerThread(1)
    const server = createServer((peer) => peer.pipe(peer)).listen(0, '127.0.0.1')
    await once(server, 'listening')
    const socket = connect((server.address() as AddressInfo).port, '127.0.0.1')
    let heard = false
    socket.once('data', () => (heard = true)).write('x')
    await pace(createThreadPacer(thread.board, 0, { nowUs: () => 0 }), () => -1e6, () => heard)
    socket.destroy()
    server.close()
    expect(heard).toBe(true)
  })

  test('createThreadPacer() wakes the ports of a board apart, and none that has ended', async () => {
    await using thread = startPacerThread(2)
    const pacers = [0, 1].map((port) => createThreadPacer(thread.board, port, { nowUs: () => 0 }))
    const counts = [0, 0]
    await Promise.all(
      pacers.map((pacer, port) => pace(pacer, () => Infinity, () => ++counts[port]! === (port === 0 ? 3 : 30))),
    )
    expect(counts).toEqual([3, 30])
  })

  test('createThreadPacer() can be started again, and wakes no more often for that', async () => {
    await using thread = startPacerThread(1)
    const pacer = createThreadPacer(thread.board, 0, { nowUs: () => 0 })
    for (let i = 0; i < 20; i++) pacer.start(() => Infinity)[Symbol.dispose]()
    let woken = 0
    const before = performance.now()
    await pace(pacer, () => Infinity, () => ++woken === 50)
    // One wake each millisecond at most: twenty loops at a time would have taken a twentieth of this.
    expect(performance.now() - before).toBeGreaterThan(25)
  })

  test('createThreadPacer() wakes everything that one thread paces', async () => {
    await using thread = startPacerThread(1)
    const pacer = createThreadPacer(thread.board, 0, { nowUs: () => 0 })
    let [first, second] = [0, 0]
    using _ = pacer.start(() => {
      first += 1
      return Infinity
    })
    await pace(pacer, () => Infinity, () => ++second === 5)
    expect(first).toBeGreaterThanOrEqual(4)
  })
})
