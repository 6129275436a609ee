import { describe, expect, test } from 'vitest'
import { createAccessList } from './access-list.ts'

describe('createAccessList()', () => {
  test.each([
    ['loopback.auto', ['127.0.0.1', '127.9.9.9', '::1', '::ffff:127.0.0.1'], ['10.0.0.1', '::2', '']],
    ['10.0.0.0/8, fd00::/8', ['10.1.2.3', 'fd00::1'], ['11.0.0.1', '127.0.0.1']],
    ['any_v4.auto', ['10.0.0.1', '::ffff:8.8.8.8'], ['::1']],
    ['rfc1918.auto', ['172.31.0.1'], ['172.32.0.1']],
    ['no.such.list', [], ['127.0.0.1', '::1']],
    ['10.0.0.0/99', [], ['10.0.0.1']],
  ])('%s', (acl, allowed, refused) => {
    const list = createAccessList(acl)
    expect(allowed.filter((address) => !list.allows(address))).toEqual([])
    expect(refused.filter((address) => list.allows(address))).toEqual([])
  })
})
