import { describe, expect, test } from 'vitest'

import { createAccess, createAddressList } from './access.ts'

describe('createAccess()', () => {
  const { allows } = createAccess('Key+1', [])
  const good = 'authkey=Key%2B1'

  test('lets the exact key pass, in any spelling of the URL', () => {
    expect(allows({ peer: '1.2.3.4', query: good })).toBe(true)
    expect(allows({ peer: undefined, query: 'x=1&%61uthkey=%4Bey%2B1&y' })).toBe(true)
  })

  test.each([
    '',
    'authkey=',
    'authkey',
    'authkey=Key%2B',
    'authkey=Key%2B11',
    'authkey=key%2B1',
    'authkey=Key%2B1%00',
    'authkey=%20Key%2B1',
    'authkey=Key+1',
    'authkey[]=Key%2B1',
    'AUTHKEY=Key%2B1',
    `${good}&authkey=bad`,
    `authkey=bad&${good}`,
    `${good}&${good}`,
  ])('refuses the query "%s"', (query) => {
    expect(allows({ peer: '1.2.3.4', query })).toBe(false)
  })

  test('wants both key and address where both are configured', () => {
    const both = createAccess('Key+1', ['127.0.0.2'])
    expect(both.allows({ peer: '127.0.0.2', query: good })).toBe(true)
    expect(both.allows({ peer: '127.0.0.3', query: good })).toBe(false)
    expect(both.allows({ peer: '127.0.0.2', query: 'authkey=bad' })).toBe(false)
  })

  test('lets nothing pass when nothing is configured', () => {
    expect(createAccess(undefined, []).allows({ peer: '127.0.0.1', query: '' })).toBe(false)
  })
})

test('createAddressList() knows ranges, IPv6 and IPv4 inside IPv6', () => {
  const listed = createAddressList(['127.0.0.2', '10.0.0.0/8', 'fe80::1'])
  expect(['127.0.0.2', '::ffff:127.0.0.2', '10.255.0.1', 'fe80:0::1'].map(listed)).toEqual([true, true, true, true])
  expect(['127.0.0.3', '::ffff:127.0.0.3', '11.0.0.1', 'fe80::2', '', undefined].map(listed)).toEqual(
    Array(6).fill(false),
  )
})
