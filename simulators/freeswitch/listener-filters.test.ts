import { describe, expect, test } from 'vitest'
import { createFilters } from './listener-filters.ts'
import { EVENT_CUSTOM } from './events/event-types.ts'
import { toOutgoing } from './codec/fs-outgoing.ts'
import type { FsHeader } from './codec/event.ts'

/** Filters as `header value`, then which events pass and which do not. */
const CASES: readonly (readonly [
  filters: readonly string[],
  passes: readonly FsHeader[][],
  stops: readonly FsHeader[][],
])[] = [
  [[], [[]], []],
  [
    ['N 1'],
    [
      [['n', '1']],
      [
        ['N', '1'],
        ['M', '2'],
      ],
    ],
    [[], [['N', '2']], [['N', '11']]],
  ],
  [['N 1', 'N 2'], [[['N', '1']], [['N', '2']]], [[['N', '3']]]],
  [
    ['N 1', 'M 1'],
    [
      [['N', '1']],
      [
        ['M', '1'],
        ['N', '9'],
      ],
    ],
    [[['N', '2']]],
  ],
  [['N abc'], [[['N', 'ABC']]], [[['N', 'abcd']]]],
  [['N -1'], [], [[['N', '1']], [['N', '2']], []]],
  [
    ['M 1', 'N -2'],
    [
      [['M', '1']],
      [
        ['M', '1'],
        ['N', '1'],
      ],
    ],
    [
      [
        ['M', '1'],
        ['N', '2'],
      ],
      [['N', '1']],
    ],
  ],
  [
    ['N +-1', 'M 1'],
    [[['M', '1']]],
    [
      [
        ['M', '1'],
        ['N', '1'],
      ],
    ],
  ],
  [['N -+1'], [[['N', '1']]], [[['N', '-+1']]]],
  [['N +1'], [[['N', '1']]], [[['N', '+1']]]],
  [['N /^[12]$/'], [[['N', '2']]], [[['N', '12']]]],
  [['N /ab/i'], [[['N', 'xABx']]], [[['N', 'c']]]],
  [['N /abc'], [], [[['N', '/abc']], [['N', 'abc']]]],
  [['N /([/'], [], [[['N', '([']]]],
  [
    ['M 1', 'N -/a/'],
    [
      [
        ['M', '1'],
        ['N', 'a'],
      ],
    ],
    [
      [
        ['M', '1'],
        ['N', '/a/'],
      ],
    ],
  ],
  [['N b'], [[['N', 'b']]], [[['N', ['a', 'b']]]]],
  [['N ARRAY::a|:b'], [[['N', ['a', 'b']]]], [[['N', 'a']]]],
  [['Event-Subclass a::b'], [[]], []],
]

describe('createFilters()', () => {
  test.each(CASES)('with %j', (filters, passes, stops) => {
    const set = createFilters()
    for (const filter of filters) {
      const blank = filter.indexOf(' ')
      set.add(filter.slice(0, blank), filter.slice(blank + 1))
    }
    const verdict = (headers: FsHeader[]): boolean => {
      return set.passes(toOutgoing({ type: EVENT_CUSTOM, subclass: 'a::b', headers, body: undefined }))
    }
    expect(passes.map(verdict)).toEqual(passes.map(() => true))
    expect(stops.map(verdict)).toEqual(stops.map(() => false))
  })

  test('an empty value deletes the filters on that header', () => {
    const set = createFilters()
    set.add('N', '1')
    set.add('n', '')
    expect(set.passes(toOutgoing({ type: 1, subclass: undefined, headers: [], body: undefined }))).toBe(true)
  })

  test('removes by the exact value with its sign', () => {
    const set = createFilters()
    const event = toOutgoing({ type: 1, subclass: undefined, headers: [['N', '1']], body: undefined })
    set.add('N', '+1')
    set.remove('N', '1')
    set.add('M', '1')
    expect(set.passes(event)).toBe(true)
    set.remove('n', '+1')
    expect(set.passes(event)).toBe(false)
    set.remove('M', undefined)
    expect(set.passes(event)).toBe(true)
  })
})
