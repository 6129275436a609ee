import { EventEmitter } from 'node:events'
import type { ServerResponse } from 'node:http'
import { expect, test, vi } from 'vitest'
import { openViewer, toMessage } from './viewer.ts'

/** A response whose socket takes or does not take what is written. */
function startResponse() {
  const written: string[] = []
  const events = new EventEmitter()
  const socket = { takes: true, destroyed: false, ended: false }
  const response = Object.assign(events, {
    write(text: string) {
      written.push(text)
      return socket.takes
    },
    destroy: () => (socket.destroyed = true),
    end: () => (socket.ended = true),
  })
  return { written, socket, response: response as unknown as ServerResponse, drain: () => events.emit('drain') }
}

test('openViewer() begins with everything so far and goes on with each message', () => {
  const { written, response } = startResponse()
  const viewer = openViewer(response, { state: () => 'state' })
  viewer.send('one')
  viewer.send('two')
  expect(written).toEqual(['state', 'one', 'two'])
})

test('openViewer() leaves out what a slow viewer does not take, and makes up for it by the state', () => {
  const { written, socket, response, drain } = startResponse()
  let seconds = 0
  const viewer = openViewer(response, { state: () => `state at ${seconds}` })
  socket.takes = false
  for (seconds = 1; seconds <= 1000; seconds++) viewer.send(`second ${seconds}`)
  expect(written).toEqual(['state at 0', 'second 1'])
  socket.takes = true
  drain()
  viewer.send('second 1001')
  expect(written.slice(2)).toEqual(['state at 1001', 'second 1001'])
})

test('openViewer() cuts off a viewer that takes nothing for too long', () => {
  vi.useFakeTimers()
  try {
    const { socket, response } = startResponse()
    socket.takes = false
    openViewer(response, { state: () => 'state', patienceMs: 30_000 })
    vi.advanceTimersByTime(29_999)
    expect(socket.destroyed).toBe(false)
    vi.advanceTimersByTime(1)
    expect(socket.destroyed).toBe(true)
  } finally {
    vi.useRealTimers()
  }
})

test('openViewer() does not cut off one that was only slow', () => {
  vi.useFakeTimers()
  try {
    const { socket, response, drain } = startResponse()
    socket.takes = false
    openViewer(response, { state: () => 'state', patienceMs: 30_000 })
    vi.advanceTimersByTime(29_999)
    drain()
    vi.advanceTimersByTime(60_000)
    expect(socket.destroyed).toBe(false)
  } finally {
    vi.useRealTimers()
  }
})

test('toMessage() keeps line breaks within its one line of data', () => {
  expect(toMessage('end', { text: 'a\n\nb' })).toBe('event: end\ndata: {"text":"a\\n\\nb"}\n\n')
})
