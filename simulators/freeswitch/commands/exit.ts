import type { Command, CommandResult } from './command.ts'

const BYE: CommandResult = { reply: { kind: 'text', text: '+OK bye' }, ends: true }

export const exit: Command = { prefix: 'exit', access: 'anyone', run: () => BYE }

export const dots: Command = { prefix: '...', access: 'anyone', run: () => BYE }
