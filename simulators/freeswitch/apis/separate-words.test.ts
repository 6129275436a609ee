import { describe, expect, test } from 'vitest'
import { separateWords } from './separate-words.ts'

describe('separateWords()', () => {
  test.each([
    ['a  b c', 9, ['a', 'b', 'c']],
    ['a  b c ', 2, ['a', 'b c']],
    ["a 'b c' d", 9, ['a', 'b c', 'd']],
    ["it's here", 9, ["it's here"]],
    ['a\\sb c\\n', 9, ['a b', 'c\n']],
    ["'b ' c", 9, ['b ', 'c']],
    ['', 9, []],
  ])('takes %j apart into at most %i words', (text, limit, words) => {
    expect(separateWords(text, limit)).toEqual(words)
  })
})
