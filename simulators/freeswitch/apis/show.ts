import type { SwitchCore } from '../switch-core.ts'
import type { TableRow } from '../switch-tables.ts'
import { type Api, type ApiOutput, executeApi } from './api.ts'
import { helpLines } from './help.ts'
import { separateWords } from './separate-words.ts'
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
  'aliases',
  'complete',
])
const COUNTED: ReadonlySet<string> = new Set(['calls', 'channels', 'registrations'])
const USAGE =
  '-USAGE: codec|endpoint|application|api|dialplan|file|timer|calls [count]|channels [count|like <match string>]|calls|' +
  'detailed_calls|bridged_calls|detailed_bridged_calls|aliases|complete|chat|management|modules|nat_map|say|interfaces|' +
  'interface_types|tasks|limits|status\n'

/** `show <table> [count|like <text>] [as csv|json|xml|delim <x>]` (wire specification 8.7). */
export const show: Api = {
  name: 'show',
  run({ core, args }) {
    const words = separateWords(args, 6)
    const [first = '', second = '', third = ''] = words
    const table = first.toLowerCase()
    if (table.startsWith('status')) return runStatus(core, first, second)
    if (table.startsWith('help')) return helpLines()
    const option = optionOf(table, second)
    const named = second === '' || second.toLowerCase() === 'as' ? undefined : second
    const rows = interfaceRows(table, named) ?? (TABLES.has(table) ? core.tables.rows(table) : undefined)
    if (rows === undefined) return USAGE
    const as = formatIn(words, option)
    const format = { as: as?.toLowerCase() ?? 'csv', delimiter: as === undefined ? ',' : (words[3] ?? ',') }
    const shown = showRows(option === 'like' && third !== '' ? matching(rows, third) : rows, format, option === 'count')
    return shown ?? `-ERR Cannot find format ${as ?? ''}\n`
  },
}

/** Whoever types `show status` gets what `status` answers; nothing when it is no command. */
async function runStatus(core: SwitchCore, command: string, argument: string): Promise<ApiOutput> {
  return (await executeApi(core, command, argument)) ?? ''
}

function optionOf(table: string, word: string): 'count' | 'like' | undefined {
  if (COUNTED.has(table) && word.toLowerCase() === 'count') return 'count'
  return table === 'channels' && word.toLowerCase() === 'like' ? 'like' : undefined
}

/** The word behind `as`, which has its place behind the table, `count` or the text. */
function formatIn(words: readonly string[], option: 'count' | 'like' | undefined): string | undefined {
  const place = option === undefined ? 1 : option === 'count' ? 2 : 3
  return words[place]?.toLowerCase() === 'as' ? words[place + 1] : undefined
}

const LIKE_COLUMNS = ['uuid', 'name', 'cid_name', 'cid_num', 'presence_data', 'accountcode']
/** Longest text to look for. */
const MAX_LIKE = 256

/** A `%` makes it a pattern of the whole value, as SQL has it; otherwise it may stand anywhere in it. */
function matching(rows: readonly TableRow[], text: string): readonly TableRow[] {
  const parts = text.slice(0, MAX_LIKE).toLowerCase().split(/%+/)
  const isPattern = parts.length > 1
  return rows.filter((row) =>
    LIKE_COLUMNS.some((column) => {
      const value = (row[column] ?? '').toLowerCase()
      return isPattern ? matchesParts(value, parts) : value.includes(parts[0] ?? '')
    }),
  )
}

/** Whether a value consists of these parts with anything between them. */
function matchesParts(value: string, parts: readonly string[]): boolean {
  const [first = '', ...rest] = parts
  const last = rest.pop() ?? ''
  if (!value.startsWith(first) || value.length < first.length + last.length || !value.endsWith(last)) return false
  let at = first.length
  for (const part of rest) {
    const found = value.indexOf(part, at)
    if (found < 0) return false
    at = found + part.length
  }
  return at <= value.length - last.length
}
