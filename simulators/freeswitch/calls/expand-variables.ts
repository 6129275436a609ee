import { headerText } from '../codec/event-headers.ts'
import type { Leg } from './leg.ts'

/** Longest text that an expansion may make, so that a variable that names itself twice cannot grow for ever. */
const MAX_EXPANSION = 65_536

/** The text with `${name}` replaced by the leg's variables, or else by global ones; what is not set becomes empty. */
export function expandVariables(leg: Leg, text: string): string {
  if (!text.includes('${')) return text
  return text.replace(/\$\{([^{}()]+)\}/g, (_, name: string) => variableOf(leg, name) ?? '').slice(0, MAX_EXPANSION)
}

/** A channel variable, or else a global one. Arrays are one text. */
export function variableOf(leg: Leg, name: string): string | undefined {
  const value = leg.channel.variables.get(name)
  return value === undefined ? leg.calls.core.globals.get(name) : headerText(value)
}
