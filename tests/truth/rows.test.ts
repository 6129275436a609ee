import { describe, expect, it } from 'vitest'
import { judge } from './measure-row.ts'
import { ROWS } from './rows.ts'

describe.each(ROWS.map((row) => [row.name, row] as const))('the truth row %s', (_name, row) => {
  it('holds for the formula of the harness on the evidence of a perfect machine', () => {
    expect(row.rehearse().checks.filter(({ holds }) => !holds)).toEqual([])
  })

  it('refuses every wrong formula on the same evidence', () => {
    const { wrong } = judge(row.rehearse())
    expect(wrong.length).toBeGreaterThan(0)
    expect(wrong.filter(({ refused }) => !refused)).toEqual([])
  })
})
