import { setVariables } from '../channel/variables.ts'
import type { Application } from './application.ts'
import { splitAssignment } from './set.ts'

/** `export [nolocal:]<name>=<value>`: sets a variable that the legs it calls take over. */
export const exportVariable: Application = {
  name: 'export',
  run({ leg, data }) {
    const [word, value] = splitAssignment(data)
    const isLocal = !word.startsWith('nolocal:')
    const name = isLocal ? word : word.slice('nolocal:'.length)
    if (name === '') return
    const { variables } = leg.channel
    if (isLocal) setVariables(variables, { [name]: value === '' ? undefined : value })
    const list = variables.get('export_vars')
    setVariables(variables, { export_vars: list === undefined ? word : `${String(list)},${word}` })
  },
}
