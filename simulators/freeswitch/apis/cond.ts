import type { Api } from './api.ts'

const CONDITION = /^(.*?)\s*(==|!=|<=|>=|<|>)\s*(.*?)\s*\?\s*(.*?)(?:\s+:\s*(.*))?$/s

/** Longest condition; matching takes time that grows faster than its length. */
const MAX_LENGTH = 2048

/** `cond <left> <operator> <right> ? <value> [: <value>]`: numbers are compared as numbers, texts by length. */
export const cond: Api = {
  name: 'cond',
  run({ args }) {
    const [, left, operator, right, yes = '', no = ''] = args.length > MAX_LENGTH ? [] : (CONDITION.exec(args) ?? [])
    if (left === undefined || operator === undefined || right === undefined) return '-ERR'
    return compare(unquote(left), operator, unquote(right)) ? unquote(yes) : unquote(no)
  },
}

function compare(left: string, operator: string, right: string): boolean {
  const areNumbers = isNumber(left) && isNumber(right)
  if (operator === '==') return areNumbers ? Number(left) === Number(right) : left === right
  if (operator === '!=') return areNumbers ? Number(left) !== Number(right) : left !== right
  const difference = areNumbers ? Number(left) - Number(right) : left.length - right.length
  if (operator === '>') return difference > 0
  if (operator === '<') return difference < 0
  return operator === '>=' ? difference >= 0 : difference <= 0
}

function isNumber(text: string): boolean {
  return /^[-+]?\d+(?:\.\d*)?$/.test(text)
}

function unquote(text: string): string {
  return text.replace(/^'(.*)'$/s, '$1')
}
