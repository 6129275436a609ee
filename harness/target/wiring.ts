import type { Capabilities } from '../model/scenario.ts'
import { clockFile, CLOCK_MODULE } from './bridge-clock.ts'
import type { Credentials } from './test-authority.ts'

/**
 * Who connects to whom, as the harness sees it before a bridge is started. Hosts and ports of what the harness offers
 * are those that its own servers listen on; of what it asks for only path and key are known, since where the bridge
 * listens depends on how it is started.
 */
export interface Wiring {
  /** FreeSWITCH nodes that the bridge connects to. */
  readonly esl: { readonly nodes: readonly EslNode[] }
  /** URLs that the bridge posts every event to. */
  readonly webhooks: readonly { readonly url: string }[]
  /** Websocket of the softswitch that the bridge subscribes to, where the run has one. */
  readonly messaged?: Door
  /** What the bridge is asked to open for POSTs of softswitch machines. */
  readonly ingress: Request
  /** What the bridge is asked to open for websocket subscribers. */
  readonly websocket: Request
  /** Settings that the bridge is asked to have; what is absent stays at the bridge's own default. */
  readonly tuning?: Tuning
  /** With it every HTTP and websocket connection is TLS, whoever opens it; without it none is. */
  readonly tls?: TlsMaterial
  /** Whether the bridge is to have a wall clock that we can step. @default false */
  readonly clock?: boolean
  /** Whether the bridge is to listen for IPv6 and IPv4 by one socket; we reach it by IPv4. @default false */
  readonly dualStack?: boolean
}

/** What the bridge is given for TLS, in PEM form. */
export interface TlsMaterial extends Credentials {
  /** The only authority that it is to trust; its own certificate is signed by it too. */
  readonly authority: string
}

/** Settings of a bridge that a run may ask for, where the profile passes them on. */
export interface Tuning {
  /** Milliseconds of silence after which an input link counts as dead. */
  readonly idleMs?: number
  /** Longest delay between two attempts to connect. */
  readonly reconnectMaxMs?: number
  readonly webhookTimeoutMs?: number
  /** The only addresses that POSTs may come from, separated by commas. */
  readonly allow?: string
  /** Event format that the bridge asks FreeSWITCH for. */
  readonly format?: 'plain' | 'json'
}

export const TUNING_NAMES = ['idleMs', 'reconnectMaxMs', 'webhookTimeoutMs', 'allow', 'format'] as const satisfies readonly (keyof Tuning)[]

export interface EslNode {
  /** Number that the bridge reports as `machine` for this node's events. */
  readonly machine: number
  readonly host: string
  readonly port: number
  readonly password: string
}

interface Request {
  /** Absolute path such as `/events`. */
  readonly path: string
  readonly authkey: string
}

/** A listening address with the path and key that open it. */
export interface Door extends Request {
  readonly host: string
  readonly port: number
}

/** Where the harness reaches a started bridge. */
export interface Endpoints {
  readonly ingress: Endpoint | undefined
  readonly websocket: Endpoint | undefined
  /** Where FreeSWITCH brings calls by outbound sockets. */
  readonly outbound: Endpoint | undefined
}

export interface Endpoint extends Door {
  /** `http` or `ws`, with TLS `https` or `wss`; `tcp` for outbound sockets. Empty where there is none. */
  readonly scheme: Scheme | ''
  /** `host:port`, an IPv6 address in brackets. */
  readonly address: string
  /** Whole URL, key included: never print it. */
  readonly url: string
}

export type Scheme = 'http' | 'https' | 'ws' | 'wss' | 'tcp'

/** The variables of a profile's templates. */
export interface TemplateView {
  /** The password is that of the first node, for bridges that know one for all; empty where there is no node. */
  readonly esl: { readonly nodes: readonly EslNode[]; readonly password: string }
  readonly ingress: Endpoint
  readonly websocket: Endpoint
  /** Where a bridge that takes outbound sockets listens for them. */
  readonly outbound: Endpoint
  readonly webhooks: readonly { readonly url: string }[]
  /** Empty text and 0 where the run has no messaged websocket: test with `{{#if messaged.url}}`. */
  readonly messaged: Endpoint
  /** Paths of PEM files as the bridge sees them; empty text where the run is without TLS: test with `{{#if tls.key}}`. */
  readonly tls: Readonly<Record<keyof TlsMaterial, string>>
  /** File with the offset of the bridge's wall clock, and the module that makes Node follow it; else empty text. */
  readonly clock: { readonly file: string; readonly module: string }
  /** Empty text for what the run does not ask for. */
  readonly tuning: Readonly<Record<keyof Tuning, string | number>>
  /** Folder with the profile's `files`, as the bridge sees it. */
  readonly files: string
  /** Node binary that runs the harness; for a container, plain `node`. */
  readonly node: string
  /** Environment of the harness. */
  readonly env: Readonly<Record<string, string>>
}

/** How the two sides see each other. */
export interface Passage {
  /** Host name by which the bridge reaches servers of this machine, or undefined for the address they listen on. */
  readonly hostOfHarness: string | undefined
  /** Where the bridge listens in its own eyes. */
  readonly listens: { readonly host: string; readonly ingress: number; readonly websocket: number; readonly outbound: number }
  readonly files: string
  readonly node: string
}

const NO_TUNING = { idleMs: '', reconnectMaxMs: '', webhookTimeoutMs: '', allow: '', format: '' } as const
const NO_CLOCK = { file: '', module: '' } as const
const NO_TLS = { certificate: '', key: '', authority: '' } as const
const NOWHERE: Endpoint = { scheme: '', address: '', host: '', port: 0, path: '', authkey: '', url: '' }

/** An address with its URL. */
export function endpoint(scheme: Scheme, door: Door): Endpoint {
  const { host, port, path, authkey } = door
  const query = authkey === '' ? '' : `?authkey=${encodeURIComponent(authkey)}`
  const address = `${host.includes(':') ? `[${host}]` : host}:${port}`
  return { scheme, address, host, port, path, authkey, url: `${scheme}://${address}${path}${query}` }
}

/** The wiring in the bridge's eyes. */
export function viewOf(wiring: Wiring, passage: Passage, env: NodeJS.ProcessEnv = process.env): TemplateView {
  const { hostOfHarness, listens, files, node } = passage
  const here = (host: string): string => hostOfHarness ?? host
  const { messaged, tls } = wiring
  const [http, ws] = tls ? (['https', 'wss'] as const) : (['http', 'ws'] as const)
  return {
    esl: {
      nodes: wiring.esl.nodes.map((given) => ({ ...given, host: here(given.host) })),
      password: wiring.esl.nodes[0]?.password ?? '',
    },
    ingress: endpoint(http, { ...wiring.ingress, host: listens.host, port: listens.ingress }),
    websocket: endpoint(ws, { ...wiring.websocket, host: listens.host, port: listens.websocket }),
    outbound: endpoint('tcp', { host: listens.host, port: listens.outbound, path: '', authkey: '' }),
    webhooks: wiring.webhooks.map(({ url }) => ({ url: hostOfHarness ? withHost(url, hostOfHarness) : url })),
    messaged: messaged ? endpoint(ws, { ...messaged, host: here(messaged.host) }) : NOWHERE,
    tls: tls ? tlsPaths(files) : NO_TLS,
    clock: wiring.clock ? { file: clockFile(files), module: CLOCK_MODULE } : NO_CLOCK,
    tuning: { ...NO_TUNING, ...wiring.tuning },
    files,
    node,
    env: definedOnly(env),
  }
}

/** The doors that a bridge has by its capabilities. */
export function doorsOf(capabilities: Capabilities, view: Pick<TemplateView, 'ingress' | 'websocket' | 'outbound'>): Endpoints {
  return {
    ingress: capabilities.in.includes('http-post') ? view.ingress : undefined,
    websocket: capabilities.out.includes('websocket') ? view.websocket : undefined,
    outbound: capabilities.in.includes('esl-outbound') ? view.outbound : undefined,
  }
}

/** Everything in the wiring that must not appear in a log. */
export function secretsOf(wiring: Wiring): string[] {
  const inUrls = wiring.webhooks.flatMap(({ url }) => {
    const { searchParams, username, password } = new URL(url)
    return [...searchParams.getAll('authkey'), decodeURIComponent(username), decodeURIComponent(password)]
  })
  const given = [
    ...wiring.esl.nodes.map(({ password }) => password),
    wiring.ingress.authkey,
    wiring.websocket.authkey,
    wiring.messaged?.authkey ?? '',
    ...inUrls,
    ...keyLines(wiring.tls?.key ?? ''),
  ]
  return [...new Set(given)].filter((secret) => secret !== '')
}

/** Where the bridge finds its TLS files, below the folder of its files. */
export const tlsPaths = (folder: string) => ({
  certificate: `${folder}/tls/certificate.pem`,
  key: `${folder}/tls/key.pem`,
  authority: `${folder}/tls/authority.pem`,
})

/** A log has lines, so a key is hidden line by line; its first and last ones are the same in every file. */
const keyLines = (pem: string): string[] => pem.split('\n').filter((line) => /^[A-Za-z0-9+/=]{16,}$/.test(line))

function withHost(url: string, host: string): string {
  const moved = new URL(url)
  moved.hostname = host
  return moved.href
}

function definedOnly(env: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined))
}
