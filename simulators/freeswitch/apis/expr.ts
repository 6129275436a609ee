import type { Api } from './api.ts'

/** `expr <arithmetic>`: `+ - * / % ^`, parentheses and decimal numbers. */
export const expr: Api = {
  name: 'expr',
  run({ args }) {
    const value = evaluate(args.match(/\d+\.?\d*|\.\d+|\S/g) ?? [])
    return value === undefined ? 'ERR' : String(Number(value.toFixed(10)))
  },
}

type Operator = (left: number, right: number) => number

const LEVELS: readonly Readonly<Record<string, Operator>>[] = [
  { '+': (a, b) => a + b, '-': (a, b) => a - b },
  { '*': (a, b) => a * b, '/': (a, b) => a / b, '%': (a, b) => a % b },
  { '^': (a, b) => a ** b },
]
/** Nesting that is followed. */
const MAX_DEPTH = 100

/** @returns undefined for what is no expression or has no finite value */
function evaluate(tokens: readonly string[]): number | undefined {
  let at = 0
  let depth = 0

  const binary = (level: number): number => {
    const operators = LEVELS[level]
    if (operators === undefined) return unary()
    let value = binary(level + 1)
    for (;;) {
      const operator = operators[tokens[at] ?? '']
      if (operator === undefined) return value
      at++
      value = operator(value, binary(level + 1))
    }
  }

  const unary = (): number => {
    if (depth === MAX_DEPTH) return NaN
    depth++
    const value = primary(tokens[at++] ?? '')
    depth--
    return value
  }

  const primary = (token: string): number => {
    if (token === '-') return -unary()
    if (token !== '(') return token === '' ? NaN : Number(token)
    const value = binary(0)
    return tokens[at++] === ')' ? value : NaN
  }

  const value = binary(0)
  return at === tokens.length && Number.isFinite(value) ? value : undefined
}
