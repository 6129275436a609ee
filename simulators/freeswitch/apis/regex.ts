import { compileClientRegex } from '../listener-regex.ts'
import type { Api } from './api.ts'

/**
 * `regex <data>|<pattern>[|<substitution>[|n|b]]`: `true` or `false`, or the substitution with `$1` and the data's parts.
 * Without a match the substitution is the data, with `n` nothing, with `b` false.
 */
export const regex: Api = {
  name: 'regex',
  run({ args }) {
    const [data = '', pattern, substitution, flags = ''] = splitParts(args)
    if (pattern === undefined) return '-ERR'
    const match = matchOf(data, pattern)
    if (substitution === undefined) return String(match !== undefined)
    if (match === undefined) return flags.includes('n') ? '' : flags.includes('b') ? 'false' : data
    return substitution.replace(/[$%](\d+)/g, (_, index: string) => match[Number(index)] ?? '')
  },
}

/** `m:~` or `m:/` in front changes the delimiter from `|`. */
function splitParts(args: string): string[] {
  if (/^m:[|~/]/.test(args)) return args.slice(3).split(args[2] ?? '|')
  return args.split('|')
}

function matchOf(data: string, pattern: string): readonly string[] | undefined {
  const [, source, flags] = /^\/(.*)\/([a-z]*)$/s.exec(pattern) ?? [undefined, pattern, '']
  return compileClientRegex(source ?? '', flags ?? '')?.match(data)
}
