import { executeApi } from '../apis/api.ts'
import { headerText } from '../codec/event-headers.ts'
import type { Leg } from './leg.ts'

/** Longest text that an expansion may make, so that a variable that names itself twice cannot grow for ever. */
const MAX_EXPANSION = 65_536

/**
 * The text with `${name}` replaced by the leg's variables, or else by global ones, and `${command(arguments)}` by what
 * the API command answers at once; what is not set becomes empty.
 */
export function expandVariables(leg: Leg, text: string): string {
  if (!text.includes('${')) return text
  const expanded = text.replace(/\$\{([^{}()]+)(?:\(([^{}()]*)\))?\}/g, (_, name: string, args: string | undefined) =>
    args === undefined ? (variableOf(leg, name) ?? '') : outputOf(leg, name, args),
  )
  return expanded.slice(0, MAX_EXPANSION)
}

function outputOf({ calls }: Leg, command: string, args: string): string {
  const output = executeApi(calls.core, command, args)
  return typeof output === 'string' ? output : ''
}

/** A channel variable, or else a global one. Arrays are one text. */
export function variableOf(leg: Leg, name: string): string | undefined {
  const value = leg.channel.variables.get(name)
  return value === undefined ? leg.calls.core.globals.get(name) : headerText(value)
}
