import { jsonString } from '../codec/serialize-json.ts'
import type { TableRow } from '../switch-tables.ts'

/** How `show` writes its rows, and the delimiter of CSV. */
export interface ShowFormat {
  readonly as: string
  readonly delimiter: string
}

/** Rows as `show` writes them; undefined for a format that it does not know. */
export function showRows(rows: readonly TableRow[], { as, delimiter }: ShowFormat, isCount: boolean): string | undefined {
  switch (as) {
    case 'csv':
    case 'delim':
      return csv(rows, delimiter, isCount)
    case 'json':
      return json(rows, isCount)
    case 'xml':
      return xml(rows, isCount)
    default:
      return undefined
  }
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
