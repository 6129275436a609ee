import { jsonString } from '../codec/serialize-json.ts'
import type { Api } from './api.ts'
import type { TableRow } from '../switch-tables.ts'

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
    const [table = '', second = ''] = words
    if (!TABLES.has(table.toLowerCase())) return USAGE
    const as = words.findIndex((word) => word.toLowerCase() === 'as')
    const format = as < 0 ? 'csv' : (words[as + 1] ?? '').toLowerCase()
    const isCount = second.toLowerCase() === 'count'
    const rows = matching(core.tables.rows(table.toLowerCase()), second.toLowerCase() === 'like' ? words[2] : undefined)
    if (format === 'csv') return csv(rows, ',', isCount)
    if (format === 'delim') return csv(rows, words[as + 2] ?? ',', isCount)
    if (format === 'json') return json(rows, isCount)
    return format === 'xml' ? xml(rows, isCount) : `-ERR Cannot find format ${words[as + 1] ?? ''}\n`
  },
}

function matching(rows: readonly TableRow[], like: string | undefined): readonly TableRow[] {
  if (like === undefined) return rows
  return rows.filter((row) => Object.values(row).some((value) => value.includes(like)))
}

function csv(rows: readonly TableRow[], delimiter: string, isCount: boolean): string {
  const [first] = rows
  const total = `\n${rows.length} total.\n`
  if (first === undefined || isCount) return total
  const lines = [Object.keys(first), ...rows.map((row) => Object.values(row))]
  return lines.map((line) => `${line.join(delimiter)}\n`).join('') + total
}

/** The empty result has a blank and a line feed that the others have not. */
function json(rows: readonly TableRow[], isCount: boolean): string {
  if (rows.length === 0 && !isCount) return '{"row_count": 0}\n'
  const objects = isCount ? [] : rows.map(jsonObject)
  return `{"row_count":${rows.length},"rows":[${objects.join(',')}]}`
}

function jsonObject(row: TableRow): string {
  return `{${Object.entries(row)
    .map(([name, value]) => `${jsonString(name)}:${jsonString(value)}`)
    .join(',')}}`
}

function xml(rows: readonly TableRow[], isCount: boolean): string {
  if (isCount) return `<result row_count="${rows.length}"></result>\n`
  if (rows.length === 0) return '<result row_count="0"/>\n'
  const elements = rows.map((row, index) => `  <row row_id="${index + 1}">\n${xmlFields(row)}  </row>\n`)
  return `<result row_count="${rows.length}">\n${elements.join('')}</result>\n`
}

function xmlFields(row: TableRow): string {
  const escape = (value: string): string =>
    value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
  return Object.entries(row)
    .map(([name, value]) => `    <${name}>${escape(value)}</${name}>\n`)
    .join('')
}
