import { once } from 'node:events'
import { createServer, type AddressInfo } from 'node:net'
import { createResourceStack } from '../lifecycle/resource-stack.ts'
import { launchProcess, type ProcessProfile } from './launch-process.ts'
import type { StartOptions, TargetExit } from './started-target.ts'
import type { Wiring } from './wiring.ts'

/** What is wrong with a start: a port that somebody else listens on, or one that is no port at all. */
export interface Misconfiguration {
  readonly door: 'ingress' | 'websocket'
  readonly port: 'taken' | 'impossible'
}

/** How a bridge took it. */
export interface Misstart {
  /** How it ended; undefined when it had not within the time. */
  readonly exit: TargetExit | undefined
  /** The last lines that it printed. */
  readonly printed: readonly string[]
}

/** Ports have 16 bits. */
const IMPOSSIBLE_PORT = 99_999

/**
 * Starts a bridge with something wrong in its configuration, and waits for its end. Nothing is left of it.
 * @throws TargetError when its program cannot be run at all
 */
export async function startMisconfigured(profile: ProcessProfile, wiring: Wiring, { door, port }: Misconfiguration, options: StartOptions & { readonly withinMs: number }): Promise<Misstart> {
  await using stack = createResourceStack()
  const number = port === 'taken' ? await takePort(stack) : IMPOSSIBLE_PORT
  const { life, log } = await launchProcess(profile, wiring, { ...options, ports: { [door]: number } }, stack)
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(resolve, options.withinMs, undefined)
  })
  const exit = await Promise.race([life.exited, late])
  clearTimeout(timer)
  return { exit, printed: log.tail() }
}

/** Listens on a port until the stack is unwound. */
async function takePort(stack: ReturnType<typeof createResourceStack>): Promise<number> {
  const server = createServer((socket) => socket.destroy())
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  stack.defer(() => new Promise<void>((resolve) => server.close(() => resolve())))
  return (server.address() as AddressInfo).port
}
