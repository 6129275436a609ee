import { cString } from './codec/c-text.ts'
import { localTime } from './events/base-headers.ts'

/** Level names by number (wire specification 3.11). */
export const LOG_LEVELS = ['CONSOLE', 'ALERT', 'CRIT', 'ERR', 'WARNING', 'NOTICE', 'INFO', 'DEBUG'] as const

export const LOG_DISABLE = -1
export const LOG_CRIT = 2
export const LOG_ERR = 3
export const LOG_WARNING = 4
export const LOG_NOTICE = 5
export const LOG_INFO = 6
export const LOG_DEBUG = 7

/** The highest level a connection can ask for; 64 is "no such level". */
const LEVEL_LIMIT = 64

/** Where the server sends a text; `clean` is a line without time and level. */
export type TextChannel = 'log' | 'clean' | 'session'

/** Numbers of text channels in `log/data` frames (wire specification 5). */
const TEXT_CHANNELS: Readonly<Record<TextChannel, number>> = { log: 0, clean: 1, session: 3 }

/** One line of the server's log. Binary strings. */
export interface LogLine {
  readonly level: number
  readonly file: string
  readonly function: string
  readonly line: number
  /** Without time and level, usually ending in a line feed. */
  readonly message: string
  /** Session that the line is about. */
  readonly sessionUuid?: string
  /** @default 'session' */
  readonly textChannel?: TextChannel
}

/**
 * Number of a level as a client names it: a name without regard to case, or digits, of which more than 64 is 63 and
 * less than none is none.
 * @returns undefined for anything else
 */
export function parseLogLevel(text: string): number | undefined {
  if (/^[+-]?[0-9]+$/.test(text)) {
    const number = Number(text)
    if (number === LEVEL_LIMIT) return undefined
    return Math.min(Math.max(number, 0), LEVEL_LIMIT - 1)
  }
  const name = text.toUpperCase()
  if (name === 'DISABLE') return LOG_DISABLE
  const level = LOG_LEVELS.findIndex((known) => known === name)
  return level < 0 ? undefined : level
}

/** The text of a line: time, idle CPU, level and place before the message, unless it is a clean one. */
export function formatLogLine(line: LogLine, epochUs: number, idleCpu: number): string {
  if (line.textChannel === 'clean') return cString(line.message)
  const micros = String(Math.floor(epochUs) % 1_000_000).padStart(6, '0')
  const level = LOG_LEVELS[line.level] ?? 'DEBUG'
  const time = `${localTime(new Date(epochUs / 1000))}.${micros}`
  return `${time} ${idleCpu.toFixed(2)}% [${level}] ${line.file}:${line.line} ${cString(line.message)}`
}

/** The `log/data` frame of a line; `text` is what `formatLogLine()` made of it. */
export function logFrame(line: LogLine, text: string): string {
  return (
    `Content-Type: log/data\nContent-Length: ${text.length}\nLog-Level: ${line.level}\n` +
    `Text-Channel: ${TEXT_CHANNELS[line.textChannel ?? 'session']}\n` +
    `Log-File: ${line.file}\nLog-Func: ${line.function}\nLog-Line: ${line.line}\nUser-Data: ${line.sessionUuid ?? ''}\n\n${text}`
  )
}
