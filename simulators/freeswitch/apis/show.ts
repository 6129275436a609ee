import type { Api } from './api.ts'
import type { TableRow } from '../switch-tables.ts'
import { interfaceRows } from './show-interfaces.ts'
import { showRows } from './show-rows.ts'

const TABLES: ReadonlySet<string> = new Set([
  'calls',
  'channels',
  'detailed_calls',
  'bridged_calls',
  'detailed_bridged_calls',
  'registrations',
  'tasks',
  'nat_map',
  'limits',
  'aliases',
  'complete',
])
const USAGE =
  '-USAGE: codec|endpoint|application|api|dialplan|file|timer|calls [count]|channels [count|like <match string>]|calls|' +
  'detailed_calls|bridged_calls|detailed_bridged_calls|aliases|complete|chat|management|modules|nat_map|say|interfaces|' +
  'interface_types|tasks|limits|status\n'

/** `show <table> [count] [as csv|json|xml|delim <x>]` (wire specification 8.7). */
export const show: Api = {
  name: 'show',
  run({ core, args }) {
    const words = args.split(/ +/)
    const [first = '', second = ''] = words
    const table = first.toLowerCase()
    const named = second === '' || second.toLowerCase() === 'as' ? undefined : second
    const isLike = second.toLowerCase() === 'like'
    const rows = interfaceRows(table, named) ?? (TABLES.has(table) ? core.tables.rows(table) : undefined)
    if (rows === undefined) return USAGE
    const as = words.findIndex((word) => word.toLowerCase() === 'as')
    const format = { as: as < 0 ? 'csv' : (words[as + 1] ?? '').toLowerCase(), delimiter: delimiterIn(words, as) }
    const shown = showRows(isLike ? matching(rows, words[2] ?? '') : rows, format, second.toLowerCase() === 'count')
    return shown ?? `-ERR Cannot find format ${words[as + 1] ?? ''}\n`
  },
}

const delimiterIn = (words: readonly string[], as: number): string =>
  words[as + 1]?.toLowerCase() === 'delim' ? (words[as + 2] ?? ',') : ','

function matching(rows: readonly TableRow[], like: string): readonly TableRow[] {
  return rows.filter((row) => Object.values(row).some((value) => value.includes(like)))
}
