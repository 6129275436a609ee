import { randomBytes } from 'node:crypto'
import { type ReservedPorts, reservePorts } from '../lifecycle/free-port.ts'
import { identifyProcess } from '../lifecycle/process-identity.ts'
import { createResourceStack, type ResourceStack } from '../lifecycle/resource-stack.ts'
import { renderFiles } from './bridge-files.ts'
import { type BridgeContainer, HOST_OF_HARNESS, runContainer } from './bridge-container.ts'
import { type ContainerEngine, connectEngine, removeContainers } from './container-engine.ts'
import { provideImage } from './container-image.ts'
import { captureLog, type LogCapture } from './log-capture.ts'
import type { LoadedProfile } from './profile.ts'
import { blamePorts, watchReadiness } from './readiness.ts'
import { createRedactor } from './redact.ts'
import type { StartedTarget, StartOptions } from './started-target.ts'
import { supervise } from './supervise.ts'
import { renderEnvironment } from './surroundings.ts'
import { TargetError } from './target-error.ts'
import { renderTemplate } from './template.ts'
import { doorsOf, type Endpoint, endpoint, secretsOf, type TemplateView, viewOf, type Wiring } from './wiring.ts'

type ContainerProfile = Extract<LoadedProfile, { kind: 'container' }>

const FILES = '/callstorm'
const LABEL = 'callstorm.run'
const OWN_LABEL = 'callstorm.bridge'

/**
 * Starts a bridge in a container and waits until it is ready.
 * @throws TargetError when there is no engine, the image does not build, or the bridge ends early or does not become ready
 */
export async function startContainerTarget(profile: ContainerProfile, wiring: Wiring, options: StartOptions): Promise<StartedTarget> {
  const { name, description, capabilities, ready } = profile
  const { notes, prepared = false, signal } = options
  const engine = await connectEngine()
  const stack = createResourceStack()
  try {
    const log = stack.use(captureLog(options.logPath, { redactor: createRedactor(secretsOf(wiring)) }))
    const { view, reserved } = await chooseView(profile, wiring, stack)
    const image = await provideImage(profile, { engine, view, log, notes, prepared, signal })
    const whenReady = watchReadiness(log, ready)
    await reserved.release()
    signal?.throwIfAborted()

    // A label of its own besides: other bridges of the same run must survive the end of this one.
    const own = `${notes.id}-${randomBytes(4).toString('hex')}`
    const note = notes.containers(`${OWN_LABEL}=${own}`, `container of bridge "${name}"`)
    stack.defer(async () => {
      await removeContainers(`${OWN_LABEL}=${own}`)
      note[Symbol.dispose]()
    })
    const container = await start(engine, profile, { image, view, wiring, log, labels: { [LABEL]: notes.id, [OWN_LABEL]: own } })
    const life = supervise(container, profile.stop)
    stack.defer(life.stop)
    const ours = viewFromHere(profile, engine, view, container)
    const endpoints = doorsOf(capabilities, ours)
    const pid = await pidOnThisMachine(container)
    const starting = { name, ready, view: ours, authority: wiring.tls?.authority, endpoints, log, exited: life.exited, signal }
    await whenReady(starting).catch((error: unknown) => blamePorts(error, reserved))

    const dispose = async (): Promise<void> => stack[Symbol.asyncDispose]()
    return {
      name,
      kind: 'container',
      description,
      capabilities,
      endpoints,
      pid,
      logPath: log.path,
      logTail: log.tail,
      leakedSecrets: () => log.redactions,
      exited: life.exited,
      stop: async () => {
        const exit = await life.stop()
        await dispose()
        return exit
      },
      [Symbol.asyncDispose]: dispose,
    }
  } catch (error) {
    await stack[Symbol.asyncDispose]()
    throw error
  }
}

/** With host networking the bridge takes ports of this machine; in a bridged network it has its own. */
async function chooseView({ settings }: ContainerProfile, wiring: Wiring, stack: ResourceStack): Promise<{ view: TemplateView; reserved: ReservedPorts }> {
  const inside = { files: FILES, node: 'node' }
  const isBridged = settings.network === 'bridge'
  const reserved = stack.use(await reservePorts(isBridged ? 0 : 3))
  if (isBridged) {
    const listens = { host: '0.0.0.0', ...settings.ports }
    return { view: viewOf(wiring, { ...inside, hostOfHarness: HOST_OF_HARNESS, listens }), reserved }
  }
  const [ingress = 0, websocket = 0, outbound = 0] = reserved.ports
  return { view: viewOf(wiring, { ...inside, hostOfHarness: undefined, listens: { host: '127.0.0.1', ingress, websocket, outbound } }), reserved }
}

interface Ingredients {
  readonly image: string
  readonly view: TemplateView
  readonly wiring: Wiring
  readonly log: LogCapture
  readonly labels: Readonly<Record<string, string>>
}

async function start(engine: ContainerEngine, profile: ContainerProfile, { image, view, wiring, log, labels }: Ingredients): Promise<BridgeContainer> {
  const { settings, files, name } = profile
  const spec = {
    image,
    network: settings.network,
    ports: settings.network === 'bridge' ? Object.values(settings.ports) : [],
    environment: renderEnvironment({ ...profile.environment, ...settings.environment }, view),
    command: settings.command?.map((word) => renderTemplate(word, view)),
    labels,
    files: renderFiles(files, view, wiring).map(({ path, content }) => ({ target: path, content })),
  }
  try {
    return await runContainer(engine, spec, log)
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    const tail = log.tail().map((line) => `\n  | ${line}`).join('')
    throw new TargetError('not-started', `Cannot start bridge "${name}" as a container of image "${image}" must run: ${reason}${tail}`, { cause })
  }
}

/** The same variables with the addresses at which we reach the bridge. */
function viewFromHere({ settings }: ContainerProfile, engine: ContainerEngine, view: TemplateView, container: BridgeContainer): TemplateView {
  if (settings.network === 'host') return view
  const { host } = engine
  return {
    ...view,
    ingress: moved(view.ingress, { host, port: container.mappedPort(settings.ports.ingress) }),
    websocket: moved(view.websocket, { host, port: container.mappedPort(settings.ports.websocket) }),
    outbound: moved(view.outbound, { host, port: container.mappedPort(settings.ports.outbound) }),
  }
}

const moved = (door: Endpoint, to: Pick<Endpoint, 'host' | 'port'>): Endpoint => (door.scheme === '' ? door : endpoint(door.scheme, { ...door, ...to }))

/** Its process, unless the engine runs in a virtual machine. */
async function pidOnThisMachine(container: BridgeContainer): Promise<number | undefined> {
  const pid = await container.pid()
  return pid > 0 && process.platform === 'linux' && identifyProcess(pid) ? pid : undefined
}
