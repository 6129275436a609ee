import type { FsHeader } from '../codec/event.ts'

/** Channel variables in the order in which they were set last; an array is what `push` made of a variable. */
export type Variables = Map<string, string | readonly string[]>

/** Variables that are set together, in order; `undefined` unsets. */
export type VariablePack = Readonly<Record<string, string | readonly string[] | undefined>>

/** Sets variables as the server does: one that exists already moves to the end. */
export function setVariables(variables: Variables, pack: VariablePack): void {
  for (const [name, value] of Object.entries(pack)) {
    variables.delete(name)
    if (value !== undefined) variables.set(name, value)
  }
}

/** The `variable_…` headers of a channel. */
export function variableHeaders(variables: Variables): FsHeader[] {
  return Array.from(variables, ([name, value]): FsHeader => [`variable_${name}`, value])
}
