import { compileClientRegex } from '../listener-regex.ts'
import type { Api } from './api.ts'

/** `regex <data>|<pattern>[|<substitution>]`: `true` or `false`, or the substitution with `$1` and the data's parts. */
export const regex: Api = {
  name: 'regex',
  run({ args }) {
    const [data = '', pattern, substitution] = splitParts(args)
    if (pattern === undefined) return '-ERR'
    const match = matchOf(data, pattern)
    if (substitution === undefined) return String(match !== undefined)
    if (match === undefined) return data
    return substitution.replace(/[$%](\d+)/g, (_, index: string) => match[Number(index)] ?? '')
  },
}

/** `m:<delimiter>` in front changes the delimiter from `|`. */
function splitParts(args: string): string[] {
  if (args.startsWith('m:') && args.length > 3) return args.slice(4).split(args[2] ?? '|')
  return args.split('|')
}

function matchOf(data: string, pattern: string): readonly string[] | undefined {
  const [, source, flags] = /^\/(.*)\/([a-z]*)$/s.exec(pattern) ?? [undefined, pattern, '']
  return compileClientRegex(source ?? '', flags ?? '')?.match(data)
}
