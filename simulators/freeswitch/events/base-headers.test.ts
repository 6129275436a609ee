import { describe, expect, test } from 'vitest'
import { baseHeaders, stampOf } from './base-headers.ts'

const SITE = { file: 'a.c', function: 'f', line: 7 }
const IDENTITY = { coreUuid: 'u', hostname: 'h', switchname: 's', ipv4: '127.0.0.1', ipv6: '' }

describe('baseHeaders()', () => {
  test('has the order of the server and leaves out an address that is empty', () => {
    const headers = baseHeaders(IDENTITY, 'API', '9', stampOf(1_795_309_071_000_123), SITE)
    expect(headers.map(([name]) => name)).toEqual([
      'Event-Name', 'Core-UUID', 'FreeSWITCH-Hostname', 'FreeSWITCH-Switchname', 'FreeSWITCH-IPv4', 'Event-Date-Local',
      'Event-Date-GMT', 'Event-Date-Timestamp', 'Event-Calling-File', 'Event-Calling-Function',
      'Event-Calling-Line-Number', 'Event-Sequence',
    ])
    expect(headers.at(-1)).toEqual(['Event-Sequence', '9'])
  })
})

describe('stampOf()', () => {
  test('shows one moment in three forms', () => {
    const stamp = stampOf(1_795_309_071_000_123)
    expect(stamp.timestamp).toBe('1795309071000123')
    expect(stamp.gmt).toBe('Sun, 22 Nov 2026 00:57:51 GMT')
    expect(stamp.local).toMatch(/^2026-11-2[12] \d\d:\d\d:51$/)
  })
})
