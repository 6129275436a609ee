import { text } from './command.ts'
import type { Command, CommandResult, ListenerControl } from './command.ts'

/** `filter [add] <header> <value>` and `filter delete <header>|all [<value>]` (wire specification 3.10). */
export const filter: Command = {
  prefix: 'filter ',
  access: 'authenticated',
  run({ listener, line }) {
    const [first, rest] = cutAtBlank(line.slice('filter '.length).replace(/^ +/, ''))
    if (rest === undefined) return text('-ERR invalid syntax')
    const word = first.toLowerCase()
    if (word !== 'delete' && word !== 'add') return add(listener, first, rest)
    const [header, value] = cutAtBlank(rest)
    return word === 'add' ? add(listener, header, value) : remove(listener, header, value)
  },
}

function add({ filters }: ListenerControl, header: string, value: string | undefined): CommandResult {
  if (value !== undefined) filters.add(header, value)
  return text(`+OK filter added. [${header}]=[${value ?? '(null)'}]`)
}

function remove({ filters }: ListenerControl, header: string, value: string | undefined): CommandResult {
  if (header.toLowerCase() === 'all') filters.clear()
  else filters.remove(header, value)
  return text(`+OK filter deleted. [${header}][${value ?? ''}]`)
}

function cutAtBlank(value: string): readonly [string, string | undefined] {
  const blank = value.indexOf(' ')
  return blank < 0 ? [value, undefined] : [value.slice(0, blank), value.slice(blank + 1)]
}
