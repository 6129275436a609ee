import { describe, expect, test } from 'vitest'
import { EVENT_ALL, EVENT_TYPES, eventType, lookupEventType } from './event-types.ts'

describe('lookupEventType()', () => {
  test('has the numbers of the server', () => {
    expect([EVENT_TYPES.length, EVENT_ALL]).toEqual([94, 93])
    expect(['API', 'HEARTBEAT', 'CERT_RELOAD'].map(lookupEventType)).toEqual([23, 50, 92])
  })

  test('ignores case, and any thirteen characters in front', () => {
    expect(lookupEventType('channel_Answer')).toBe(eventType('CHANNEL_ANSWER'))
    expect(lookupEventType('SWITCH_EVENT_CUSTOM')).toBe(0)
    expect(lookupEventType('xxxxxxxxxxxxxall')).toBe(EVENT_ALL)
    expect(lookupEventType('xxxxxxxxxxxxALL')).toBeUndefined()
  })

  test('takes no other octet for a letter', () => {
    expect(lookupEventType('CHANNEL')).toBeUndefined()
    expect(lookupEventType('\xff\xb5')).toBeUndefined()
    expect(lookupEventType('')).toBeUndefined()
  })
})
