import type { TableRow } from '../switch-tables.ts'
import { moduleFile, type ModuleInterface, moduleInterfaces } from './interfaces.ts'

const TYPES = ['codec', 'dialplan', 'endpoint', 'file', 'timer', 'chat', 'limit', 'say', 'management'] as const

/**
 * Rows of those tables of `show` that tell what modules offer, or undefined for any other table.
 * @param one restricts `api`, `application` and `modules` to this name
 */
export function interfaceRows(table: string, one: string | undefined): readonly TableRow[] | undefined {
  // Whatever begins with one of them is taken for a type.
  if (TYPES.some((known) => table.startsWith(known))) return rowsOf(table.replace(/s$/, '')).map(shortRow)
  switch (table) {
    case 'api':
    case 'application':
      return rowsOf(table)
        .filter(({ name, description }) => description !== '' && name === (one ?? name))
        .map(longRow)
    case 'interfaces':
      return moduleInterfaces().map(shortRow)
    case 'interface_types':
      return typeCounts()
    default:
      return table.startsWith('module') ? moduleRows(one) : undefined
  }
}

const rowsOf = (type: string): readonly ModuleInterface[] => moduleInterfaces().filter((row) => row.type === type)

const shortRow = ({ type, name, module }: ModuleInterface): TableRow => ({ type, name, ikey: module })

const longRow = ({ name, description, syntax, module }: ModuleInterface): TableRow => ({
  name,
  description,
  syntax,
  ikey: module,
})

function typeCounts(): TableRow[] {
  const counts = new Map<string, number>()
  for (const { type } of moduleInterfaces()) counts.set(type, (counts.get(type) ?? 0) + 1)
  return [...counts].map(([type, total]) => ({ type, total: String(total) }))
}

function moduleRows(one: string | undefined): TableRow[] {
  const rows = moduleInterfaces().filter(({ module }) => (one ?? module) === module)
  const distinct = new Map(rows.map((row) => [`${row.type}/${row.name}/${row.module}`, row]))
  return [...distinct.values()].map((row) => ({ ...shortRow(row), filename: moduleFile(row.module) }))
}
