import { setVariables } from '../channel/variables.ts'
import type { Application } from './application.ts'

/** `set <name>=<value>`; an empty value, or none, unsets. */
export const set: Application = {
  name: 'set',
  run({ leg, data }) {
    const [name, value] = splitAssignment(data)
    const isUnset = value === '' || value === '_undef_'
    if (name !== '') setVariables(leg.channel.variables, { [name]: isUnset ? undefined : value })
  },
}

/** Name and value around the first `=`. */
export function splitAssignment(data: string): readonly [name: string, value: string] {
  const at = data.indexOf('=')
  return at < 0 ? [data.trim(), ''] : [data.slice(0, at).trim(), data.slice(at + 1).replace(/^ +/, '')]
}
