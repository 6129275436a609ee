import { describe, expect, test } from 'vitest'
import { parseSocketData } from './socket-data.ts'

const target = (host: string, port: number, path?: string) => ({ host, port, path })

describe('parseSocketData()', () => {
  test.each([
    ['127.0.0.1', [target('127.0.0.1', 8084)]],
    ['127.0.0.1:9090', [target('127.0.0.1', 9090)]],
    ['127.0.0.1:9090/some/path?x=1', [target('127.0.0.1', 9090, 'some/path?x=1')]],
    ['::1:9090', [target('::1', 9090)]],
    ['a:1|b|c:3', [target('a', 1), target('b', 1), target('c', 3)]],
  ])('reads the places in %s', (data, targets) => {
    expect(parseSocketData(data).targets).toEqual(targets)
  })

  test.each([
    ['x', false, false],
    ['x sync', false, false],
    ['x async', true, false],
    ['x FULL', false, true],
    ['x full  Async', true, true],
  ])('reads the options in %s', (data, isAsync, isFull) => {
    expect(parseSocketData(data)).toMatchObject({ isAsync, isFull })
  })

  test('takes no more than 50 places', () => {
    expect(parseSocketData('a|'.repeat(80)).targets).toHaveLength(50)
  })
})
