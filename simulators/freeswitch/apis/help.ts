import { moduleInterfaces } from './interfaces.ts'
import type { Api } from './api.ts'

const HEADING = '\nValid Commands:\n\n'

/** `help`: every command with its arguments. With the name of one the server lists all the same, without a heading. */
export const helpApi: Api = { name: 'help', run: ({ args }) => (args === '' ? HEADING : '') + helpLines() }

/** One line for each command, in alphabetical order: name, arguments, description and module. */
export function helpLines(): string {
  const commands = moduleInterfaces().filter(({ type }) => type === 'api')
  const lines = commands.map(({ name, syntax, description, module }) => `${[name, syntax, description, module].join(',')}\n`)
  return lines.sort().join('')
}
