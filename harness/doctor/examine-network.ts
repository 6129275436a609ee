import { createServer } from 'node:net'
import type { Finding } from './finding.ts'

/** Default ports of the simulators and of the reference bridge. */
const DEFAULT_PORTS = [
  [4875, 'websockets (messaged, reference bridge)'],
  [8021, 'Event Socket'],
  [8080, 'HTTP ingress of the reference bridge'],
] as const

/** Whether the ports are free that commands take unless told otherwise. Runs choose free ports by themselves. */
export async function examinePorts(): Promise<Finding[]> {
  return Promise.all(
    DEFAULT_PORTS.map(async ([port, purpose]): Promise<Finding> => {
      const refusal = await tryListening('127.0.0.1', port)
      return {
        id: `port-${port}`,
        title: `Port ${port}`,
        value: refusal === undefined ? 'free' : `taken (${refusal})`,
        means: refusal === undefined ? purpose : `give "simulate" another port for ${purpose}; runs are not affected`,
        status: refusal === undefined ? 'ok' : 'limited',
        must: false,
      }
    }),
  )
}

const FIRST_MACHINE = 11
const MACHINES = 8

/** Whether each simulated softswitch machine can post from an address of its own, 127.0.0.11 and on. */
export async function examineLoopback(): Promise<Finding[]> {
  const own = await tryListening('127.0.0.1', 0)
  const addresses = Array.from({ length: MACHINES }, (_, index) => `127.0.0.${FIRST_MACHINE + index}`)
  const refusals = await Promise.all(addresses.map((address) => tryListening(address, 0)))
  const usable = refusals.filter((refusal) => refusal === undefined).length
  return [
    {
      id: 'loopback',
      title: 'Loopback 127.0.0.1',
      value: own === undefined ? 'usable' : `not usable (${own})`,
      means: own === undefined ? 'all traffic of a run stays on this machine' : 'nothing can be run',
      status: own === undefined ? 'ok' : 'missing',
      must: true,
    },
    {
      id: 'source-addresses',
      title: 'Source addresses',
      value: `${usable} of ${addresses[0]} to ${addresses.at(-1)}`,
      means: usable === MACHINES ? 'each softswitch machine posts from its own address' : 'machines share one address; on macOS: "sudo ifconfig lo0 alias 127.0.0.11", and so on',
      status: usable === MACHINES ? 'ok' : 'limited',
      must: false,
    },
  ]
}

/** Undefined when it can be bound, else why not. */
function tryListening(host: string, port: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message))
    server.listen({ host, port, exclusive: true }, () => server.close(() => resolve(undefined)))
  })
}
