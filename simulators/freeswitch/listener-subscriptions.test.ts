import { describe, expect, test } from 'vitest'
import { createSubscriptions } from './listener-subscriptions.ts'
import { EVENT_ALL, EVENT_CUSTOM, eventType } from './events/event-types.ts'

const API = eventType('API')
const HEARTBEAT = eventType('HEARTBEAT')

describe('createSubscriptions()', () => {
  test('CUSTOM alone passes events without a subclass', () => {
    const set = createSubscriptions()
    set.add(EVENT_CUSTOM, [])
    expect([
      set.accepts(EVENT_CUSTOM, undefined),
      set.accepts(EVENT_CUSTOM, 'a::b'),
      set.accepts(API, undefined),
    ]).toEqual([true, false, false])
    set.addSubclass('a::b')
    expect([set.accepts(EVENT_CUSTOM, 'a::b'), set.accepts(EVENT_CUSTOM, 'A::B')]).toEqual([true, false])
  })

  test('a subclass without CUSTOM passes nothing', () => {
    const set = createSubscriptions()
    set.addSubclass('a::b')
    expect(set.accepts(EVENT_CUSTOM, 'a::b')).toBe(false)
  })

  test('ALL passes everything until one type is removed, then only the subclasses that were known', () => {
    const set = createSubscriptions()
    set.add(EVENT_ALL, ['known::a'])
    set.removeSubclass('new::b')
    expect([set.accepts(HEARTBEAT, undefined), set.accepts(EVENT_CUSTOM, 'new::b')]).toEqual([true, true])
    set.remove(EVENT_CUSTOM)
    expect(set.accepts(EVENT_CUSTOM, 'new::b')).toBe(true)
    set.remove(HEARTBEAT)
    expect([set.accepts(HEARTBEAT, undefined), set.accepts(API, undefined)]).toEqual([false, true])
    expect([set.accepts(EVENT_CUSTOM, 'known::a'), set.accepts(EVENT_CUSTOM, 'new::b')]).toEqual([true, false])
  })

  test('removing ALL leaves the subclasses, which count again with CUSTOM', () => {
    const set = createSubscriptions()
    set.add(EVENT_CUSTOM, [])
    set.addSubclass('a::b')
    set.remove(EVENT_ALL)
    expect(set.accepts(EVENT_CUSTOM, 'a::b')).toBe(false)
    set.add(EVENT_CUSTOM, [])
    expect(set.accepts(EVENT_CUSTOM, 'a::b')).toBe(true)
  })
})
