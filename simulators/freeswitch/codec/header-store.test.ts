import { describe, expect, test } from 'vitest'
import { copiedHeaders, createHeaderStore } from './header-store.ts'
import type { FsHeader } from './event.ts'

describe('createHeaderStore()', () => {
  test('keeps duplicates and finds the first without regard to case', () => {
    const store = storeOf(['X', '1'], ['x', '2'])
    expect(store.headers).toEqual([['X', '1'], ['x', '2']])
    expect(store.get('x')).toBe('1')
  })

  test('an empty value deletes all of that name', () => {
    expect(storeOf(['X', '1'], ['x', '2'], ['Y', '3'], ['X', '']).headers).toEqual([['Y', '3']])
  })

  test('an array value is split, joins an earlier header, and is dropped when empty', () => {
    expect(storeOf(['X', 'ARRAY::a|:|:b']).headers).toEqual([['X', ['a', '', 'b']]])
    expect(storeOf(['X', 'a'], ['Y', '1'], ['X', 'ARRAY::b|:c']).headers).toEqual([['X', ['a', 'b', 'c']], ['Y', '1']])
    expect(storeOf(['X', 'ARRAY::']).headers).toEqual([])
    expect(storeOf(['X', 'ARRAY::one']).get('X')).toBe('one')
  })

  test('an index sets one element, fills the gap, and discards a scalar', () => {
    expect(storeOf(['Z[0]', 'zero'], ['Z[2]', 'two']).headers).toEqual([['Z', ['zero', '', 'two']]])
    expect(storeOf(['Z', 'a'], ['Z[1]', 'b']).headers).toEqual([['Z', ['', 'b']]])
    expect(storeOf(['Z[-1]', 'a'], ['Z[4001]', 'b']).headers).toEqual([])
  })

  test('a header named _body is the body too', () => {
    const store = storeOf(['_body', 'text'])
    expect(store.body).toBe('text')
    expect(store.headers).toEqual([['_body', 'text']])
  })

  test('removes by exact text', () => {
    const store = storeOf(['N', '1'], ['N', '+1'])
    store.remove('n', '1')
    expect(store.headers).toEqual([['N', '+1']])
  })
})

describe('copiedHeaders()', () => {
  test('loses empty elements in front', () => {
    expect(copiedHeaders([['Z', ['', '', 'three', '']], ['Y', ['']]])).toEqual([['Z', ['three', '']]])
  })
})

function storeOf(...headers: readonly (readonly [string, string])[]): ReturnType<typeof createHeaderStore> {
  const store = createHeaderStore()
  for (const [name, value] of headers satisfies readonly FsHeader[]) store.add(name, value)
  return store
}
