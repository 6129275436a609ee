import { createHash } from 'node:crypto'
import type { ResourceStack } from '../lifecycle/resource-stack.ts'
import { planListening } from '../target/listen-plan.ts'
import { createRedactor, type Redactor } from '../target/redact.ts'
import type { Credentials } from '../target/test-authority.ts'
import { secretsOf, type TlsMaterial, type Tuning, type Wiring } from '../target/wiring.ts'
import { startEslNode, type EslNode } from './esl-node.ts'
import type { EslValues } from './esl-values.ts'
import type { Journal } from './journal.ts'
import { startMessagedServer, type MessagedServer } from './messaged-server.ts'
import type { RigOptions } from './rig.ts'
import { startSink, type StartedSink } from './sink.ts'
import { makeCertificates, type ServerCertificates } from './server-certificates.ts'
import type { Wishes } from './wishes.ts'

/** What stands around a bridge before it is started, and what it is told of it. */
export interface Peers {
  /** Address that they all listen on. */
  readonly host: string
  readonly nodes: readonly EslNode[]
  readonly sinks: readonly StartedSink[]
  readonly messaged: MessagedServer | undefined
  readonly wiring: Wiring
  /** Hides the secrets of the wiring. */
  readonly redactor: Redactor
}

export interface PeersOptions extends Pick<RigOptions, 'profile' | 'seed' | 'name' | 'tls' | 'authorities'> {
  readonly wishes: Wishes
  readonly tuning: Tuning
  readonly journal: Journal
  /** Values of the check that runs. */
  readonly values: () => EslValues
  /** Ends what is started here. */
  readonly stack: ResourceStack
}

/** Starts the FreeSWITCH nodes, webhooks and softswitch that the profile has and the check wishes for. */
export async function startPeers(options: PeersOptions): Promise<Peers> {
  const { profile, seed, tuning, journal, stack, wishes } = options
  const { host, fixed } = await planListening(profile)
  const secret = secretsFrom(seed, options.name)
  const certificates = wishes.tls || options.tls ? await makeCertificates(await options.authorities(), host) : undefined
  const place: Place = { host, fixed, secret, credentials: certificates?.good }
  const nodes = await startNodes(place, options)
  const sinks = await startSinks(place, options)
  const wantsMessaged = profile.capabilities.in.includes('messaged-websocket') && (!fixed || fixed.messaged !== undefined)
  const messaged = wantsMessaged ? stack.use(await startMessagedServer({ host, port: fixed?.messaged, credentials: place.credentials, journal })) : undefined
  const wiring: Wiring = {
    esl: { nodes: nodes.map(({ machine, port }, index) => ({ machine, host, port, password: fixed?.esl[index]?.password ?? secret('esl') })) },
    webhooks: sinks.map(({ url }) => ({ url })),
    ...(messaged && { messaged: { host, port: messaged.port, path: '/events/websocket/', authkey: secret('messaged') } }),
    ingress: { path: '/events', authkey: secret('ingress') },
    websocket: { path: '/events/websocket/', authkey: secret('websocket') },
    tuning,
    ...(wishes.clock && { clock: true }),
    ...(wishes.dualStack && { dualStack: true }),
    ...(certificates && { tls: await materialOf(certificates) }),
  }
  // Near misses of keys are sent as stimuli: what is left of a key when it is cut tells it too.
  const secrets = secretsOf(wiring)
  const redactor = createRedactor([...secrets, ...secrets.map((text) => text.slice(0, -1))])
  return { host, nodes, sinks, messaged, wiring, redactor }
}

/** What the bridge is told: a certificate of its own, and whom it is to trust. */
const materialOf = async ({ authority, issue }: ServerCertificates): Promise<TlsMaterial> => ({ ...(await issue()), authority })

/** Where peers listen: on ports of their own, or those that a bridge which runs already was told. */
interface Place extends ListenPlan {
  readonly credentials: Credentials | undefined
  readonly secret: (purpose: string) => string
}
type ListenPlan = Awaited<ReturnType<typeof planListening>>

async function startNodes({ host, fixed, secret }: Place, { profile, seed, wishes, journal, values, stack }: PeersOptions): Promise<EslNode[]> {
  const nodes: EslNode[] = []
  const { heartbeatMs } = wishes
  for (let machine = 1; profile.capabilities.in.includes('esl-inbound') && machine <= (wishes.nodes ?? 2); machine++) {
    const given = fixed?.esl[machine - 1]
    if (fixed && !given) break
    const node = { machine: given?.machine ?? machine, host, password: given?.password ?? secret('esl'), seed, journal, values }
    nodes.push(stack.use(await startEslNode({ ...node, ...(given && { port: given.port }), ...(heartbeatMs !== undefined && { heartbeatMs }) })))
  }
  return nodes
}

async function startSinks({ host, fixed, credentials }: Place, { profile, wishes, journal, stack }: PeersOptions): Promise<StartedSink[]> {
  const sinks: StartedSink[] = []
  const wanted = typeof wishes.webhooks === 'number' ? Array.from({ length: wishes.webhooks }, () => ({})) : (wishes.webhooks ?? [{}])
  for (const [receiver, sink] of profile.capabilities.out.includes('http-post') ? wanted.entries() : []) {
    const port = fixed?.webhooks[receiver]
    if (fixed && port === undefined) break
    sinks.push(stack.use(await startSink({ host, receiver, mapping: profile.mapping, credentials, tap: journal.tap(`webhook ${receiver + 1}`), ...(port !== undefined && { port }), ...sink })))
  }
  return sinks
}

/** Secrets of 24 characters that occur nowhere else: what leaks is found. */
function secretsFrom(seed: string, rig: string): (purpose: string) => string {
  return (purpose) => createHash('sha256').update(`${seed}\0${rig}\0${purpose}`).digest('base64url').replaceAll(/[-_]/g, 'x').slice(0, 24)
}
