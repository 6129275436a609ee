import type { Api } from './api.ts'

/** `'quoted'` in which `\'` and `\\` are escaped, or everything up to a blank; and what stands behind the blanks. */
const OPERAND = /^(?:'((?:\\[\\']|[^'])*)'(?=\s)|([^ ]*) )\s*/
const OPERATOR = /^(==|!=|>=|<=|>|<)/

interface Operand {
  readonly text: string
  /** Undefined for a text: one in quotes is no number. */
  readonly number: number | undefined
}

/** `cond <left> <operator> <right> ? <value> [: <value>]`: a text is compared with a number by its length. */
export const cond: Api = { name: 'cond', run: ({ args }) => evaluate(args) ?? '-ERR' }

function evaluate(text: string): string | undefined {
  const left = operandOf(text)
  const [operator] = OPERATOR.exec(left?.rest ?? '') ?? []
  if (left === undefined || operator === undefined) return undefined
  // The octet behind the operator is skipped, whatever it is.
  const right = operandOf(left.rest.slice(operator.length + 1).replace(/^\s+/, ''))
  if (right?.rest.startsWith('?') !== true) return undefined
  const values = right.rest.slice(1).split(':')
  if (values.length > 2) values.splice(1, values.length, values.slice(1).join(':'))
  return (compare(left, operator, right) ? values[0] : (values[1] ?? ''))?.replace(/^ +| +$/g, '').replace(/^'(.*)'$/s, '$1')
}

function operandOf(text: string): (Operand & { readonly rest: string }) | undefined {
  const [whole, quoted, bare] = OPERAND.exec(text) ?? []
  if (whole === undefined) return undefined
  const value = quoted ?? bare ?? ''
  const isNumber = quoted === undefined && /^[-+]?[0-9.]+$/.test(value)
  return { text: value, number: isNumber ? Number.parseFloat(value) : undefined, rest: text.slice(whole.length) }
}

function compare(left: Operand, operator: string, right: Operand): boolean {
  if (left.number === undefined && right.number === undefined) {
    if (operator === '==') return left.text === right.text
    if (operator === '!=') return left.text !== right.text
  }
  const difference = (left.number ?? left.text.length) - (right.number ?? right.text.length)
  switch (operator) {
    case '==':
      return difference === 0
    case '!=':
      return difference !== 0
    case '>':
      return difference > 0
    case '<':
      return difference < 0
    default:
      return operator === '>=' ? difference >= 0 : difference <= 0
  }
}
