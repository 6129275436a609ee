import { setVariables } from '../channel/variables.ts'
import type { Application } from './application.ts'
import { splitAssignment } from './set.ts'

/** `multiset <name>=<value> …`; `^^<character>` in front names another separator than the blank. */
export const multiset: Application = {
  name: 'multiset',
  run({ leg, data }) {
    const [, separator = ' ', pairs = ''] = /^(?:\^\^(.))?(.*)$/s.exec(data) ?? []
    for (const pair of pairs.split(separator)) {
      const [name, value] = splitAssignment(pair)
      if (name !== '') setVariables(leg.channel.variables, { [name]: value === '' ? undefined : value })
    }
  },
}
