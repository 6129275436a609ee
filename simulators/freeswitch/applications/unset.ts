import { setVariables } from '../channel/variables.ts'
import type { Application } from './application.ts'

/** `unset <name>` */
export const unset: Application = {
  name: 'unset',
  run: ({ leg, data }) => setVariables(leg.channel.variables, { [data.trim()]: undefined }),
}
