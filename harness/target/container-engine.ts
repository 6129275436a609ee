import { existsSync } from 'node:fs'
import { isOwnAddress } from '../lifecycle/free-port.ts'
import { TargetError } from './target-error.ts'

/** The testcontainers library, loaded only when a container is needed: it is large. */
type Testcontainers = typeof import('testcontainers')
type Client = Awaited<ReturnType<Testcontainers['getContainerRuntimeClient']>>

/** A reachable container engine. */
export interface ContainerEngine {
  readonly library: Testcontainers
  readonly api: Client['container']['dockerode']
  /** Host at which the engine's mapped ports are reached, and the address to map them on. */
  readonly host: string
  readonly mapOn: '127.0.0.1' | '0.0.0.0'
  readonly version: string
}

/**
 * Finds the engine as Docker's own tools do (DOCKER_HOST, context, the usual sockets).
 * @throws TargetError `no-engine` that says what to do
 */
export async function connectEngine(): Promise<ContainerEngine> {
  // We keep notes of what we start, so the library's helper container, an image to be pulled, has nothing to do.
  process.env['TESTCONTAINERS_RYUK_DISABLED'] ??= 'true'
  const library = await import('testcontainers')
  try {
    const { info, container } = await library.getContainerRuntimeClient()
    const { host, serverVersion } = info.containerRuntime
    return { library, api: container.dockerode, ...(await mappingBy(host)), version: String(serverVersion) }
  } catch (cause) {
    throw new TargetError('no-engine', `Cannot use containers as a container engine must be reachable: ${whyNot()}`, { cause })
  }
}

/** Loopback unless the engine is elsewhere: on another machine, or we in a container beside those that it starts. */
async function mappingBy(host: string): Promise<Pick<ContainerEngine, 'host' | 'mapOn'>> {
  const isHere = host === 'localhost' || (await isOwnAddress(host))
  return isHere ? { host: '127.0.0.1', mapOn: '127.0.0.1' } : { host, mapOn: '0.0.0.0' }
}

function whyNot(): string {
  const host = process.env['DOCKER_HOST']
  if (host !== undefined) return `nothing answers at DOCKER_HOST "${host}"`
  const socket = '/var/run/docker.sock'
  return existsSync(socket) ? `nothing answers at "${socket}", is Docker running and are you in the group "docker"?` : `"${socket}" is not there, is Docker installed and running?`
}

/** Removes every container with the label (`key=value`), running or not, and says how many there were. */
export async function removeContainers(label: string): Promise<number> {
  const { api } = await connectEngine()
  const found = await api.listContainers({ all: true, filters: { label: [label] } })
  await Promise.all(found.map(({ Id }) => api.getContainer(Id).remove({ force: true, v: true }).catch(ignoreGone)))
  return found.length
}

/** For removals: somebody else was faster. */
export function ignoreGone(error: unknown): void {
  const status = error instanceof Error && 'statusCode' in error ? error.statusCode : undefined
  if (status !== 404 && status !== 409) throw error
}
