import { readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:net'

/** Ports that nobody else can bind until they are released. */
export interface ReservedPorts extends AsyncDisposable {
  readonly ports: readonly number[]
  /** Frees the ports for the one they are meant for: call it right before that one binds them. */
  release(): Promise<void>
  /** After the release, when the one they were meant for is gone: whether somebody else has one of them now. */
  areTaken(): Promise<boolean>
}

const LOWEST = 10_240
const ATTEMPTS_PER_PORT = 200
/** Given out by this process before: whoever got them may bind them at any time. */
const given = new Set<number>()

/**
 * Reserves TCP ports on `host` for servers that cannot bind port 0 themselves. They lie below the range from which the
 * kernel takes ports for outgoing connections, so that between release and use only another server could take them.
 * @throws Error when no free port is found
 */
export async function reservePorts(count: number, host = '127.0.0.1'): Promise<ReservedPorts> {
  const holders: Server[] = []
  try {
    while (holders.length < count) holders.push(await holdAnyPort(host))
  } catch (error) {
    await Promise.all(holders.map(close))
    throw error
  }
  const ports = holders.map(portOf)
  for (const port of ports) given.add(port)
  const release = async (): Promise<void> => {
    await Promise.all(holders.splice(0).map(close))
  }
  const areTaken = async (): Promise<boolean> => {
    const again = await Promise.all(ports.map((port) => hold(port, host)))
    await Promise.all(again.flatMap((server) => (server ? [close(server)] : [])))
    return again.includes(undefined)
  }
  return { ports, release, areTaken, [Symbol.asyncDispose]: release }
}

/** Whether `host` is an address of this machine: an interface that is down is not listed, but can be bound. */
export async function isOwnAddress(host: string): Promise<boolean> {
  try {
    const server = await hold(0, host)
    if (server) await close(server)
    return server !== undefined
  } catch {
    return false
  }
}

async function holdAnyPort(host: string): Promise<Server> {
  const above = outgoingRangeStart()
  for (let attempt = 0; attempt < ATTEMPTS_PER_PORT; attempt++) {
    const port = LOWEST + Math.floor(Math.random() * (above - LOWEST))
    if (given.has(port)) continue
    const held = await hold(port, host)
    if (held) return held
  }
  throw new Error(`Cannot reserve a port on "${host}" as one between ${LOWEST} and ${above} must be free: current value is none in ${ATTEMPTS_PER_PORT} attempts`)
}

/** First port that the kernel gives to outgoing connections. */
function outgoingRangeStart(): number {
  try {
    const start = Number(readFileSync('/proc/sys/net/ipv4/ip_local_port_range', 'utf8').split(/\s+/)[0])
    return start > LOWEST + 1000 ? start : 32_768
  } catch {
    return 32_768
  }
}

function hold(port: number, host: string): Promise<Server | undefined> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => socket.destroy())
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE' || error.code === 'EACCES') resolve(undefined)
      else reject(new Error(`Cannot reserve a port as "${host}" must be an address of this machine: ${error.message}`, { cause: error }))
    })
    server.listen({ port, host, exclusive: true }, () => resolve(server))
  })
}

function portOf(server: Server): number {
  const address = server.address()
  if (address === null || typeof address === 'string') throw new TypeError('Cannot read a port as the server must be bound')
  return address.port
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
  })
}
