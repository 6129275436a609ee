import { z } from 'zod'
import { profileSchema } from './profile-schema.ts'

/** JSON Schema of a profile as it is written, for editors: text of `docs/schema/profile.schema.json`. */
export function profileJsonSchema(): string {
  return `${JSON.stringify(z.toJSONSchema(profileSchema, { io: 'input' }), undefined, 2)}\n`
}
