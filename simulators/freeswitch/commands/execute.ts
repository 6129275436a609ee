import { CHANNEL_COMMANDS, COMMANDS } from './commands.ts'
import { createHeaderStore } from '../codec/header-store.ts'
import { firstLine, startsWithNoCase } from '../codec/c-text.ts'
import { text } from './command.ts'
import { unloadInstead } from './unload-module.ts'
import type { Command, CommandCall, CommandResult, ListenerControl } from './command.ts'
import type { HeaderStore } from '../codec/header-store.ts'
import type { SwitchCore } from '../switch-core.ts'

/** Longest reply text: the server cuts without notice (wire specification 2.6). */
const MAX_REPLY = 511
const NOT_FOUND = '-ERR command not found'
const NO_COMMAND: CommandResult = { reply: { kind: 'text', text: '-ERR command parse error.' }, ends: true }

/** Runs one packet: the first command of the table whose prefix fits and which this connection may use. */
export function executeCommand(
  core: SwitchCore,
  listener: ListenerControl,
  packet: HeaderStore,
): CommandResult | Promise<CommandResult> {
  const sent = packet.get('Command')
  if (sent === undefined) return NO_COMMAND
  const instead = unloadInstead(sent)
  const event = instead === undefined ? packet : createHeaderStore()
  const line = instead ?? firstLine(sent)
  const call: CommandCall = { core, listener, event, line }
  const commands = listener.outbound?.isFull === false ? CHANNEL_COMMANDS : COMMANDS
  return commands.find((command) => fits(command, line, listener))?.run(call) ?? text(NOT_FOUND)
}

function fits({ prefix, access }: Command, line: string, listener: ListenerControl): boolean {
  if (!startsWithNoCase(line, prefix)) return false
  if (access === 'anyone') return true
  if (access === 'unauthenticated') return !listener.authenticated
  if (!listener.authenticated) return false
  if (access === 'authenticated' || listener.session !== undefined) return true
  return access === 'session-or-uuid' && line[prefix.length] === ' '
}

/**
 * The frame of a reply text. A text that starts with `~` is the rest of the header block as it stands; any value
 * that does so breaks the framing (wire specification 2.6).
 */
export function replyFrame(reply: string): string {
  const cut = (reply || NOT_FOUND).slice(0, MAX_REPLY)
  const lines = cut.startsWith('~') ? cut.slice(1) : `Reply-Text: ${cut}\n\n`
  return `Content-Type: command/reply\n${lines}`
}
