import { PassThrough } from 'node:stream'
import { setTimeout as delay } from 'node:timers/promises'
import { type ContainerEngine, ignoreGone } from './container-engine.ts'
import type { LogCapture } from './log-capture.ts'

/** What one container is made of. */
export interface ContainerSpec {
  readonly image: string
  readonly network: 'host' | 'bridge'
  /** Ports inside a bridged network; mapped to free ports where the engine is. */
  readonly ports: readonly number[]
  readonly environment: Readonly<Record<string, string>>
  readonly command: readonly string[] | undefined
  readonly labels: Readonly<Record<string, string>>
  readonly files: readonly { readonly target: string; readonly content: string }[]
}

/** A container of ours. */
export interface BridgeContainer {
  /** Settles when its main process has ended and its last words are in the log. Never rejects. */
  readonly ended: Promise<{ readonly code: number | null; readonly signal: null }>
  isRunning(): boolean
  /** Process id of its main process on the engine's machine; 0 when it has ended. */
  pid(): Promise<number>
  mappedPort(port: number): number
  kill(signal: string): Promise<void>
  remove(): Promise<void>
}

export const HOST_OF_HARNESS = 'host.docker.internal'
/** The engine's own copy of the log is not ours to read, so it is kept small. */
const ENGINE_LOG = { Type: 'json-file', Config: { 'max-size': '10m', 'max-file': '1' } }
const LAST_WORDS_MS = 1000

/** Creates and starts a container. What it prints is captured from its first octet, also when its start fails. */
export async function runContainer(engine: ContainerEngine, spec: ContainerSpec, log: LogCapture): Promise<BridgeContainer> {
  const { GenericContainer, Wait } = engine.library
  let watched: Watched | undefined

  class LoopbackContainer extends GenericContainer {
    protected override async beforeContainerCreated(): Promise<void> {
      this.hostConfig.LogConfig = ENGINE_LOG
      this.hostConfig.PortBindings = Object.fromEntries(spec.ports.map((port) => [`${port}/tcp`, [{ HostIp: engine.mapOn, HostPort: '0' }]]))
    }
    protected override async containerCreated(id: string): Promise<void> {
      watched = await watch(engine, id, log)
    }
  }
  const container = new LoopbackContainer(spec.image)
    .withEnvironment(spec.environment)
    .withLabels(spec.labels)
    .withAutoCleanup(false)
    .withCopyContentToContainer(spec.files.map((file) => ({ ...file, mode: 0o644 })))
    // Whether the bridge is ready is the profile's word, not the library's.
    .withWaitStrategy(Wait.forAll([]))
  if (spec.command) container.withCommand([...spec.command])
  if (spec.network === 'host') container.withNetworkMode('host')
  else container.withExposedPorts(...spec.ports).withExtraHosts([{ host: HOST_OF_HARNESS, ipAddress: 'host-gateway' }])

  const started = await container.start()
  const handle = engine.api.getContainer(started.getId())
  if (!watched) throw new TypeError('Cannot watch a container as it must have been created')
  return {
    ...watched,
    mappedPort: (port) => started.getMappedPort(port),
    pid: async () => (await handle.inspect()).State.Pid,
    kill: async (signal) => void (await handle.kill({ signal }).catch(ignoreGone)),
    remove: async () => void (await handle.remove({ force: true, v: true })),
  }
}

type Watched = Pick<BridgeContainer, 'ended' | 'isRunning'>

/** Follows output and end of a container that is not started yet. */
async function watch(engine: ContainerEngine, id: string, log: LogCapture): Promise<Watched> {
  const container = engine.api.getContainer(id)
  const output = await container.attach({ stream: true, stdout: true, stderr: true })
  const drained = Promise.all(demultiplex(engine, output, log))
  let running = true
  const end = async (): Promise<{ code: number | null; signal: null }> => {
    // Where the engine goes away the container is gone too, as far as we can tell.
    const outcome: { StatusCode: number } | undefined = await container.wait({ condition: 'next-exit' }).catch(() => undefined)
    running = false
    await Promise.race([drained, delay(LAST_WORDS_MS, undefined, { ref: false })])
    return { code: outcome?.StatusCode ?? null, signal: null }
  }
  return { ended: end(), isRunning: () => running }
}

function demultiplex(engine: ContainerEngine, output: NodeJS.ReadWriteStream, log: LogCapture): Promise<void>[] {
  const streams = [new PassThrough(), new PassThrough()] as const
  engine.api.modem.demuxStream(output, ...streams)
  const finish = (): void => {
    for (const stream of streams) stream.end()
  }
  output.once('end', finish).once('close', finish).once('error', finish)
  return streams.map(
    (stream) =>
      new Promise((resolve) => {
        const sink = log.openStream()
        stream.on('data', (chunk: Buffer) => sink.write(chunk))
        stream.once('end', () => {
          sink.end()
          resolve()
        })
      }),
  )
}
