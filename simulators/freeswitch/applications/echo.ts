import { attend } from '../calls/attend.ts'
import type { Application } from './application.ts'

/** `echo`: the leg hears itself until it is told to do something else. */
export const echo: Application = {
  name: 'echo',
  async run({ leg }) {
    await attend(leg)
  },
}
