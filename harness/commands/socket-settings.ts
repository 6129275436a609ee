import { InvalidArgumentError } from 'commander'
import { isAccessList } from '../../simulators/freeswitch/access-list.ts'
import { parseEventSocketConfig } from '../../simulators/freeswitch/config/event-socket-config.ts'
import { parseSocketUsers } from '../../simulators/freeswitch/config/socket-users.ts'
import { parseFault } from '../../simulators/freeswitch/faults/parse-fault.ts'
import type { FreeswitchOptions } from '../../simulators/freeswitch/index.ts'
import type { SocketUser } from '../../simulators/freeswitch/listener-users.ts'
import { readTextFile, WRITTEN_BY_HAND } from '../lifecycle/read-text-file.ts'
import { UsageError } from './usage-error.ts'

/** Options of the command line that an `event_socket.conf.xml` has too, or that stand for the directory. */
export interface SocketOptions {
  readonly config?: string
  readonly host?: string
  readonly port?: number
  readonly password?: string
  readonly acl: readonly string[]
  readonly users?: string
  readonly user: readonly SocketUser[]
}

/** How the event sockets of a simulator are set up. */
export interface SocketSettings {
  readonly host: string
  readonly port: number
  readonly password: string
  readonly eventSocket: NonNullable<FreeswitchOptions['eventSocket']>
}

/**
 * Options before the configuration file, the file before the defaults.
 * @throws UsageError for a file that cannot be read; ConfigError with all that is wrong in it
 */
export function socketSettings(options: SocketOptions): SocketSettings {
  const config = options.config === undefined ? undefined : parseEventSocketConfig(readText(options.config), options.config)
  const listed = options.users === undefined ? [] : parseSocketUsers(readText(options.users), options.users)
  const accessLists = options.acl.length > 0 ? options.acl : config?.accessLists
  return {
    host: options.host ?? config?.listenIp ?? '127.0.0.1',
    port: options.port ?? config?.listenPort ?? 8021,
    password: options.password ?? config?.password ?? 'ClueCon',
    eventSocket: {
      users: [...listed, ...options.user],
      ...(accessLists !== undefined && { accessLists }),
      ...(config !== undefined && { stopOnBindError: config.stopOnBindError }),
    },
  }
}

function readText(file: string): string {
  try {
    return readTextFile(file, WRITTEN_BY_HAND)
  } catch (cause) {
    throw new UsageError(`Cannot read "${file}" as it must be a readable file: current value is ${cause instanceof Error ? cause.message : 'unknown'}`, { cause })
  }
}

/** Makes an option repeatable. */
export const collect =
  <T>(parse: (text: string) => T) =>
  (text: string, before: readonly T[]): readonly T[] => [...before, parse(text)]

/** A list that can allow somebody. */
export function parseAccessList(text: string): string {
  if (!isAccessList(text)) throw new InvalidArgumentError('accepted are CIDRs with commas between them, or a list such as any_v4.auto.')
  return text
}

/** `user@domain:password`, as a binary string. */
export function parseUser(text: string): SocketUser {
  const [, user, domain, password] = /^([^@:]+)@([^@:]+):(.+)$/s.exec(Buffer.from(text, 'utf8').toString('latin1')) ?? []
  if (user === undefined || domain === undefined || password === undefined) throw new InvalidArgumentError('accepted is user@domain:password.')
  return { user, domain, password }
}

/** Checks a fault, which goes to the simulator as text. */
export function parseFaultOption(text: string): string {
  try {
    parseFault(text)
  } catch (cause) {
    throw new InvalidArgumentError(cause instanceof Error ? `${cause.message}.` : '')
  }
  return text
}
