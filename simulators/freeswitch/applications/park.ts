import { waitParked } from '../calls/wait-parked.ts'
import type { Application } from './application.ts'

/** `park`: the leg waits to be told what to do. */
export const park: Application = { name: 'park', run: ({ leg }) => waitParked(leg) }
