import { describe, expect, it } from 'vitest'
import { setVariables, variableHeaders, type Variables } from './variables.ts'

describe('setVariables()', () => {
  it('moves a variable that is set again to the end', () => {
    const variables: Variables = new Map([
      ['a', '1'],
      ['b', '2'],
    ])
    setVariables(variables, { a: '3', c: '4' })
    expect(variableHeaders(variables)).toEqual([
      ['variable_b', '2'],
      ['variable_a', '3'],
      ['variable_c', '4'],
    ])
  })

  it('unsets a variable whose value is undefined', () => {
    const variables: Variables = new Map([
      ['a', '1'],
      ['b', '2'],
    ])
    setVariables(variables, { a: undefined })
    expect([...variables.keys()]).toEqual(['b'])
  })
})
