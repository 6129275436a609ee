import { limitsOf } from '../listener-users.ts'
import { REFUSED } from './auth.ts'
import { text } from './command.ts'
import type { Command } from './command.ts'

/** `userauth <user>@<domain>:<password>` or `userauth <user>:<password>@<domain>` (wire specification 1.6). */
export const userauth: Command = {
  prefix: 'userauth ',
  access: 'unauthenticated',
  run({ listener, line }) {
    const login = parseLogin(line.slice('userauth '.length))
    const user = listener.users.find(({ user, domain }) => user === login?.user && domain === login.domain)
    if (user?.password === undefined || user.password === '' || user.password !== login?.password) return REFUSED
    listener.authenticated = true
    listener.limits = limitsOf(user)
    const mayLog = listener.limits.mayLog
    return text(
      `~Reply-Text: +OK accepted\nAllowed-Events: ${user.allowedEvents ?? 'all'}\n` +
        `Allowed-API: ${user.allowedApi ?? 'all'}\nAllowed-LOG: ${mayLog}\n\n`,
    )
  },
}

interface Login {
  readonly user: string
  readonly domain: string
  readonly password: string | undefined
}

/** The domain ends at its first colon; a password before the domain has precedence over one behind it. */
function parseLogin(login: string): Login | undefined {
  const [name, place = ''] = cut(login, '@')
  const [domain, behind] = cut(place, ':')
  const [user, before] = cut(name, ':')
  return user === '' || domain === '' ? undefined : { user, domain, password: before ?? behind }
}

function cut(value: string, separator: string): readonly [string, string | undefined] {
  const at = value.indexOf(separator)
  return at < 0 ? [value, undefined] : [value.slice(0, at), value.slice(at + 1)]
}
