import type { Calls } from '../calls/calls.ts'
import type { Api } from './api.ts'

/** `uuid_exists <uuid>` */
export const uuidExists = (calls: Calls): Api => ({
  name: 'uuid_exists',
  run: ({ args }) => String((calls.locate(args) ?? calls.core.planned.locate(args)) !== undefined),
})
