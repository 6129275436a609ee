import { describe, expect, it } from 'vitest'
import { observe, type ObservedEvent } from '../../../harness/index.ts'
import { asRecorded } from './as-recorded.ts'

const start = { class: 'call', event: 'start', timestamp: '1.000001', uniqueid: 'a', callid: 'x' }
const end = { class: 'call', event: 'end', timestamp: '1.000002', uniqueid: 'a', callid: 'x' }
const websocket = (...events: readonly object[]): ObservedEvent[] =>
  events.map((event, index) => observe({ kind: 'websocket', receiver: 0, index, at: 0, payload: Buffer.from(JSON.stringify(event)) }))
const webhook = (...events: readonly Record<string, string>[]): ObservedEvent[] =>
  events.map((event, index) => observe({ kind: 'webhook', receiver: 0, index, at: 0, payload: Buffer.from(new URLSearchParams(event).toString()) }))

describe('asRecorded()', () => {
  const judge = asRecorded('flow', [start, end], 'own.')

  it('passes the events that are due, with further fields, and signs of life and marks of the rig', () => {
    expect(judge(websocket({ ...start, more: 1 }, { class: 'machine', event: 'health' }, { class: 'call', event: 'start', uniqueid: 'own.0001' }, end)).status).toBe('pass')
  })

  it.each([
    ['call/end of "a" at 1.000002 is missing', websocket(start)],
    ['call/start of "a" is too much', websocket(start, start, end)],
    ['call/start of "a" at 1.000001: callid is "y" and not "x"', websocket({ ...start, callid: 'y' }, end)],
    ['leg "a" came as end, start and not start, end', websocket(end, start)],
    ['call/hold of "b" is too much', websocket(start, end, { class: 'call', event: 'hold', uniqueid: 'b' })],
  ])('fails: %s', (actual, events) => {
    expect(judge(events)).toMatchObject({ status: 'fail', actual, expected: 'flow: the 2 events of the oracle, legs in order' })
  })

  it('does not judge the order at webhooks', () => {
    expect(judge(webhook(end, start)).status).toBe('pass')
  })

  it('counts a sign of life that is due', () => {
    const health = { class: 'machine', event: 'health', sessions: '3' }
    expect(asRecorded('flow', [health], 'own.')(websocket(health)).status).toBe('pass')
    expect(asRecorded('flow', [health], 'own.')(websocket()).status).toBe('fail')
    expect(asRecorded('flow', [health], 'own.')(websocket(health, health)).status).toBe('fail')
  })
})
