import { describe, expect, test } from 'vitest'

import { applyPatches } from './apply-patches.ts'
import { defineMutant } from './mutant.ts'

const mutant = defineMutant({
  id: 'M00',
  name: 'sample',
  fault: 'none',
  trips: [],
  patches: [
    { file: 'a.ts', find: 'one', replace: '$& 1' },
    { file: 'a.ts', find: 'two', replace: '2' },
    { file: 'b.ts', find: 'one', replace: '3' },
  ],
})

describe('applyPatches()', () => {
  test('replaces in the named file only, text for text', () => {
    expect(applyPatches(mutant, 'a.ts', 'one two')).toBe('$& 1 2')
    expect(applyPatches(mutant, 'b.ts', 'one two')).toBe('3 two')
    expect(applyPatches(mutant, 'c.ts', 'one two')).toBe('one two')
  })

  test.each([
    ['no', 'two'],
    ['more than one', 'one one two'],
  ])('refuses a patch that finds %s place, naming mutant and file', (_, source) => {
    const found = source.split('one').length - 1
    expect(() => applyPatches(mutant, 'a.ts', source)).toThrow(
      `Cannot make mutant M00 sample as "one" must occur once in "a.ts": current value is ${found} times`,
    )
  })
})
