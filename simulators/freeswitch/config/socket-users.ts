import { isNode, LineCounter, parseDocument } from 'yaml'
import { z } from 'zod'
import { ConfigError } from './config-error.ts'
import type { SocketUser } from '../listener-users.ts'

/** Text of the file as a binary string, which is what the server works with. */
const text = z.string().transform((value) => Buffer.from(value, 'utf8').toString('latin1'))

const userSchema = z.strictObject({
  user: text.refine((value) => value !== '' && !/[@:\n]/.test(value), 'must be a name without @ and :'),
  domain: text.refine((value) => value !== '' && !/[@:\n]/.test(value), 'must be a name without @ and :'),
  password: text.refine((value) => value !== '' && !value.includes('\n'), 'must not be empty'),
  'allowed-events': text.optional(),
  'allowed-api': text.optional(),
  'allowed-log': z.boolean().optional(),
})

const usersSchema = z.array(userSchema)

/**
 * Reads the users who may log in with `userauth`: a YAML list of `user`, `domain`, `password` and, as in the directory,
 * `allowed-events`, `allowed-api` and `allowed-log`.
 * @param file its name, for messages
 * @throws ConfigError with every problem and its line
 */
export function parseSocketUsers(yaml: string, file: string): SocketUser[] {
  const lines = new LineCounter()
  const document = parseDocument(yaml, { lineCounter: lines })
  const lineAt = (offset: number): number => lines.linePos(offset).line
  if (document.errors.length > 0) {
    throw new ConfigError(file, document.errors.map(({ message, pos }) => `line ${lineAt(pos[0])}: ${message.split('\n')[0]}`))
  }
  const result = usersSchema.safeParse(document.toJS() ?? [])
  if (!result.success) {
    throw new ConfigError(
      file,
      result.error.issues.map(({ path, message }) => {
        const node = document.getIn(path, true)
        const at = isNode(node) && node.range ? node.range[0] : 0
        return `line ${lineAt(at)}: ${path.join('.') || 'the list'}: ${message}`
      }),
      { cause: result.error },
    )
  }
  return result.data.map(({ user, domain, password, ...limits }) => ({
    user,
    domain,
    password,
    ...(limits['allowed-events'] !== undefined && { allowedEvents: limits['allowed-events'] }),
    ...(limits['allowed-api'] !== undefined && { allowedApi: limits['allowed-api'] }),
    ...(limits['allowed-log'] !== undefined && { allowedLog: limits['allowed-log'] }),
  }))
}
