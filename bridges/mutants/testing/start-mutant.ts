import { spawn } from 'node:child_process'
import { once } from 'node:events'

export type StartedMutant = AsyncDisposable & {
  readonly port: (name: 'http' | 'websocket' | 'outbound') => number
  /** What GET /health answers as status. */
  readonly health: () => Promise<string>
  /** Everything logged so far. */
  readonly log: () => string
  /** Exit code, once the process has ended. */
  readonly exitCode: () => number | null
  readonly stop: () => void
}

/** Starts a bundle on ports that the system chooses and waits until it listens. Rejects when it ends before. */
export const startMutant = async (
  bundle: string,
  environment: Readonly<Record<string, string>> = {},
): Promise<StartedMutant> => {
  const child = spawn(process.execPath, [bundle], {
    env: {
      BRIDGE_HTTP_LISTEN: '127.0.0.1:0',
      BRIDGE_WEBSOCKET_LISTEN: '127.0.0.1:0',
      BRIDGE_AUTHKEY: 'key',
      BRIDGE_WEBSOCKET_AUTHKEY: 'key',
      ...environment,
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const ended = once(child, 'close')
  let log = ''
  const ports = await new Promise<Record<string, number>>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', () => reject(new Error(`Cannot start "${bundle}" as it must listen: current value is ${log}`)))
    child.stderr.on('data', (chunk) => {
      log += String(chunk)
      const line = log.split('\n').find((text) => text.includes('"listening"'))
      if (line?.endsWith('}')) resolve(JSON.parse(line))
    })
  })
  return {
    port: (name) => ports[name] ?? 0,
    health: async () => {
      const response = await fetch(`http://127.0.0.1:${ports['http']}/health`, { signal: AbortSignal.timeout(10_000) })
      const { status } = (await response.json()) as { readonly status: string }
      return status
    },
    log: () => log,
    exitCode: () => child.exitCode,
    stop: () => child.kill('SIGTERM'),
    [Symbol.asyncDispose]: async () => {
      child.kill('SIGKILL')
      await ended
    },
  }
}
