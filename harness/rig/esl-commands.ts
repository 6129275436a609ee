import { EVENT_FORMATS, type EventFormat } from '../../simulators/freeswitch/events/outgoing.ts'
import type { WireConnection } from './wire-connection.ts'

/** A command that the bridge sent to a switch. */
export interface EslCommand {
  /** First line, the password of `auth` and `userauth` left out. */
  readonly line: string
  /** All lines as they came. Not to be shown: it may hold a password. */
  readonly octets: string
  /** When its last octet was read, milliseconds of the monotonic clock. */
  readonly at: number
}

/** What was read last of pieces that only grow in number: they are looked at again and again. */
const known = new WeakMap<WireConnection['receivedPieces'], { readonly count: number; readonly commands: readonly EslCommand[] }>()

/** Cuts what the bridge sent over one connection into commands; an unfinished one is left out. */
export function commandsOf({ receivedPieces }: Pick<WireConnection, 'receivedPieces'>): readonly EslCommand[] {
  const last = known.get(receivedPieces)
  if (last?.count === receivedPieces.length) return last.commands
  const commands = readCommands(receivedPieces)
  known.set(receivedPieces, { count: receivedPieces.length, commands })
  return commands
}

function readCommands(receivedPieces: WireConnection['receivedPieces']): EslCommand[] {
  const commands: EslCommand[] = []
  let rest = ''
  for (const { at, octets } of receivedPieces) {
    rest += octets.toString('latin1')
    for (;;) {
      const length = commandLength(rest)
      if (length === undefined) break
      const text = rest.slice(0, length)
      rest = rest.slice(length).replace(/^[\r\n]+/, '')
      commands.push({ line: withoutPassword(text.split(/\r?\n/)[0] ?? ''), octets: text, at })
    }
  }
  return commands
}

/** Format of the last `event` command, which may name it in any place before `CUSTOM`. */
export function formatOf(commands: readonly Pick<EslCommand, 'line'>[]): EventFormat {
  const words = commands.findLast(({ line }) => /^event\b/i.test(line))?.line.split(/\s*\bcustom\b/i)[0]
  const word = words === undefined ? undefined : /\b(plain|json|xml)\b/i.exec(words)?.[1]?.toLowerCase()
  return EVENT_FORMATS.find((format) => format === word) ?? 'plain'
}

/** Octets of the command at the start: up to its empty line, and its body where it announces one. */
function commandLength(text: string): number | undefined {
  const end = /\r?\n\r?\n/.exec(text)
  if (!end) return undefined
  const announced = Number(/^content-length:[ \t]*(\d{1,9})/im.exec(text.slice(0, end.index))?.[1] ?? 0)
  const length = end.index + end[0].length + announced
  return text.length < length ? undefined : length
}

const withoutPassword = (line: string): string => line.replace(/^((?:user)?auth)\b.*$/i, '$1 …')
