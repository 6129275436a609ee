import { describe, expect, it } from 'vitest'
import { screenOf } from './print-answer.ts'

const terminal = (columns: number) => ({ isTTY: true, columns })
/** A pipe has neither. */
const pipe = { isTTY: false } as Pick<NodeJS.WriteStream, 'isTTY' | 'columns'>

describe('screenOf()', () => {
  it.each([
    ['a terminal', terminal(90), {}, 90],
    ['a wide terminal, of which lines that can be read take a part', terminal(300), {}, 140],
    ['a pipe', pipe, {}, 100],
    ['a pipe with COLUMNS', pipe, { COLUMNS: '72' }, 72],
    ['a terminal with COLUMNS', terminal(90), { COLUMNS: '200' }, 200],
    ['COLUMNS that are too few', pipe, { COLUMNS: '3' }, 40],
    ['COLUMNS that are none', pipe, { COLUMNS: 'wide' }, 100],
    ['COLUMNS of zero', terminal(90), { COLUMNS: '0' }, 90],
  ] as const)('is as wide as %s', (_, stdout, env, width) => {
    expect(screenOf(stdout, env).width).toBe(width)
  })

  it('has colours on a terminal without NO_COLOR', () => {
    expect([screenOf(terminal(80), {}), screenOf(terminal(80), { NO_COLOR: '' }), screenOf(pipe, {})].map(({ color }) => color)).toEqual([true, false, false])
  })
})
