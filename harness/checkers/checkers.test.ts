import { describe, expect, it } from 'vitest'
import { observe, type ObservedEvent } from '../contract/observed-event.ts'
import { exactly, none, nothingElse } from './delivery.ts'
import { visible } from './excerpt.ts'
import { event } from './expectation.ts'
import { exactFields, fieldTypes, wellFormed } from './fields.ts'
import { groundOf } from './ground-of.ts'
import { guardJudgements } from './guards.ts'
import { inOrder, legOrder } from './order.ts'

const raw = (text: string | Buffer, kind: 'websocket' | 'webhook' = 'websocket'): ObservedEvent => observe({ kind, receiver: 0, index: 0, at: 0, payload: Buffer.from(text) })
const call = (name: string, uniqueid: string, more: object = {}, kind?: 'websocket' | 'webhook'): ObservedEvent => {
  const fields = { class: 'call', event: name, uniqueid, ...more }
  return kind === 'webhook' ? raw(new URLSearchParams(fields).toString(), kind) : raw(JSON.stringify(fields))
}
const start = event('call/start', { uniqueid: 'a' })

describe('exactly()', () => {
  it.each([
    [[], 'fail'],
    [[call('start', 'a')], 'pass'],
    [[call('start', 'a'), call('start', 'a')], 'fail'],
    [[call('start', 'b'), call('end', 'a')], 'fail'],
  ] as const)('judges a count, case %#', (events, status) => {
    expect(exactly(1, start)(events).status).toBe(status)
  })
  it('says which value differs', () => {
    expect(exactly(1, start, { cause: 'X' })([call('start', 'a', { cause: 'Y' })])).toMatchObject({ status: 'fail', actual: 'cause is "Y"' })
    expect(exactly(1, start, { cause: 'X' })([call('start', 'a')])).toMatchObject({ status: 'fail', actual: 'cause is missing' })
  })
})

describe('none() and nothingElse()', () => {
  it('fail when the event is there', () => {
    expect(none(start)([call('start', 'a')]).status).toBe('fail')
    expect(none(start)([call('start', 'b')]).status).toBe('pass')
  })
  it('let expected events through', () => {
    expect(nothingElse('tag.', start)([call('start', 'a'), call('end', 'x')]).status).toBe('pass')
    expect(nothingElse('tag.', start)([call('end', 'tag.1')]).status).toBe('fail')
  })
})

describe('inOrder()', () => {
  const judge = (kind: 'websocket' | 'webhook', ...ids: string[]) => inOrder(event('call/start'), 'uniqueid', ['1', '2', '3'])(ids.map((id) => call('start', id, {}, kind))).status
  it('wants each once on a websocket and warns about another order', () => {
    expect(judge('websocket', '1', '2', '3')).toBe('pass')
    expect(judge('websocket', '1', '3', '2')).toBe('warn')
    expect(judge('websocket', '1', '2')).toBe('fail')
    expect(judge('websocket', '1', '2', '3', '3')).toBe('fail')
    expect(judge('websocket')).toBe('fail')
  })
  it('wants each once at a webhook', () => {
    expect(judge('webhook', '3', '1', '2')).toBe('pass')
    expect(judge('webhook', '3', '1', '1', '2')).toBe('fail')
  })
  it('fails another order where one is required', () => {
    const ordered = inOrder(event('call/start'), 'uniqueid', ['1', '2'], { must: true })
    expect(ordered([call('start', '2'), call('start', '1')]).status).toBe('fail')
    expect(ordered([call('start', '1'), call('start', '2')]).status).toBe('pass')
  })
})

describe('legOrder()', () => {
  it('looks at one leg', () => {
    const events = [call('start', 'a'), call('end', 'b'), call('end', 'a')]
    expect(legOrder('a', ['call/start', 'call/end'])(events).status).toBe('pass')
    expect(legOrder('a', ['call/end', 'call/start'])(events).status).toBe('fail')
  })
  it('wants order at a webhook where it is asked for, and every event in any case', () => {
    const events = [call('end', 'a', {}, 'webhook'), call('start', 'a', {}, 'webhook')]
    const kinds = ['call/start', 'call/end']
    expect(legOrder('a', kinds)(events).status).toBe('pass')
    expect(legOrder('a', kinds, { everywhere: true })(events).status).toBe('fail')
    expect(legOrder('a', [...kinds, 'call/end'])(events).status).toBe('fail')
  })
})

describe('fields', () => {
  it('fieldTypes() tells numbers from their look-alikes', () => {
    const machine = fieldTypes(start, { machine: 'number' })
    expect(machine([call('start', 'a', { machine: 1 })]).status).toBe('pass')
    expect(machine([call('start', 'a', { machine: '1' })])).toMatchObject({ status: 'fail', actual: 'machine is string' })
  })
  it('exactFields() sees one too many', () => {
    expect(exactFields(start, ['class', 'event', 'uniqueid'])([call('start', 'a')]).status).toBe('pass')
    expect(exactFields(start, ['class', 'event', 'uniqueid'])([call('start', 'a', { x: '' })]).status).toBe('fail')
  })
  it.each(['[]', '{"a":1,"a":2}', '{"a":{"b":1}}', 'x', Buffer.from([0x7b, 0xff, 0x7d])])('wellFormed() refuses %s', (payload) => {
    expect(wellFormed()([raw(payload)]).status).toBe('fail')
  })
})

describe('the ground of a failure', () => {
  const machine = (name: string): ObservedEvent => raw(JSON.stringify({ class: 'machine', event: name }))
  const twoStarts = inOrder(event('call/start'), 'uniqueid', ['1', '2'], { must: true })
  const life = legOrder('a', ['call/start', 'call/end'])
  const marked = guardJudgements([call('start', 'stranger')], { control: 'c', sentinel: 's', marks: { run: 'run-', yields: [], strangers: false } })

  it.each([
    ['an event that is missing', 'absence', exactly(1, start)([])],
    ['an event too many', 'fact', exactly(1, start)([call('start', 'a'), call('start', 'a')])],
    ['another value', 'fact', exactly(1, start, { cause: 'X' })([call('start', 'a', { cause: 'Y' })])],
    ['a wrong value beside a missing event', 'fact', exactly(2, start, { cause: 'X' })([call('start', 'a', { cause: 'Y' })])],
    ['a node that went down twice', 'time', exactly(1, event('machine/down'))([machine('down'), machine('down')])],
    ['a forbidden event', 'fact', none(start)([call('start', 'a')])],
    ['a node that went down', undefined, none(event('machine/down'))([machine('down')])],
    ['an event beyond the expected', 'fact', nothingElse('tag.')([call('end', 'tag.1')])],
    ['a gap in an order', 'absence', twoStarts([call('start', '2')])],
    ['a wrong order', 'fact', twoStarts([call('start', '2'), call('start', '1')])],
    ['a duplicate beside a gap', 'fact', twoStarts([call('start', '2'), call('start', '2')])],
    ['a leg that is not at its end', 'absence', life([call('start', 'a')])],
    ['a leg with a foreign event', 'fact', life([call('start', 'a'), call('hold', 'a')])],
    ['a field of another type', 'fact', fieldTypes(start, { uniqueid: 'number' })([call('start', 'a')])],
    ['a delivery that is no event', 'fact', wellFormed()([raw('x')])],
    ['a name too many', 'fact', exactFields(start, ['class'])([call('start', 'a')])],
    ['names of an event that is missing', 'absence', exactFields(start, ['class'])([])],
    ['a call that nobody made', 'fact', marked[0]],
  ] as const)('for %s is %s', (_what, ground, judgement) => {
    expect(judgement?.status).toBe('fail')
    expect(judgement?.ground).toBe(ground)
  })

  it('groundOf() looks at the order only where there is one', () => {
    expect(groundOf(['b', 'a'], ['a', 'b', 'c'], { ordered: false })).toBe('absence')
    expect(groundOf(['b', 'a'], ['a', 'b', 'c'], { ordered: true })).toBe('fact')
  })
  it('is not given to what holds', () => {
    expect(exactly(1, start)([call('start', 'a')])).not.toHaveProperty('ground')
  })
})

describe('visible()', () => {
  it('shows what could move a cursor or turn text around', () => {
    expect(visible('a\u001B[2J\r\n\u202Eb\uD800')).toBe('a\\x1b[2J\\x0d⏎\\u{202e}b\\u{d800}')
  })
})
