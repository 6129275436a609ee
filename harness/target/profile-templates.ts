import type { Environment, Profile } from './profile-schema.ts'
import { endpoint, type TemplateView, tlsPaths } from './wiring.ts'

interface PlacedTemplate {
  readonly path: readonly PropertyKey[]
  readonly text: string
}

/** Every templated text of a profile with its path. */
export function profileTemplates(profile: Profile): PlacedTemplate[] {
  const { process, container, external, ready, files } = profile
  const one = (text: string | undefined, ...path: PropertyKey[]): PlacedTemplate[] => (text === undefined ? [] : [{ path, text }])
  const list = (texts: readonly string[] | undefined, ...path: PropertyKey[]): PlacedTemplate[] =>
    (texts ?? []).map((text, index) => ({ path: [...path, index], text }))
  const map = (variables: Environment | undefined, ...path: PropertyKey[]): PlacedTemplate[] =>
    Object.entries(variables ?? {}).flatMap(([name, value]) => (typeof value === 'string' ? one(value, ...path, name) : []))
  return [
    ...map(profile.environment, 'environment'),
    ...files.flatMap(({ content }, index) => one(content, 'files', index, 'content')),
    ...one(ready.url, 'ready', 'url'),
    ...one(ready.port, 'ready', 'port'),
    ...list(process?.command, 'process', 'command'),
    ...list(process?.prepare, 'process', 'prepare'),
    ...map(process?.environment, 'process', 'environment'),
    ...one(container?.image, 'container', 'image'),
    ...list(container?.command, 'container', 'command'),
    ...list(container?.build?.prepare, 'container', 'build', 'prepare'),
    ...map(container?.environment, 'container', 'environment'),
    ...one(external?.ingress?.url, 'external', 'ingress', 'url'),
    ...one(external?.ingress?.authkey, 'external', 'ingress', 'authkey'),
    ...one(external?.websocket?.url, 'external', 'websocket', 'url'),
    ...one(external?.websocket?.authkey, 'external', 'websocket', 'authkey'),
    ...(external?.listen?.esl ?? []).flatMap(({ password }, index) => one(password, 'external', 'listen', 'esl', index, 'password')),
  ]
}

/** What templates are tried on before there is a wiring: the same names, with the environment as it is. */
export function sampleView(env: NodeJS.ProcessEnv = process.env): TemplateView {
  const host = '127.0.0.1'
  const node = { host, port: 8021, password: 'sample' }
  return {
    esl: { nodes: [{ machine: 1, ...node }, { machine: 2, ...node }], password: 'sample' },
    ingress: endpoint('http', { host, port: 8080, path: '/events', authkey: 'sample' }),
    websocket: endpoint('ws', { host, port: 4875, path: '/events/websocket/', authkey: 'sample' }),
    outbound: endpoint('tcp', { host, port: 8084, path: '', authkey: '' }),
    webhooks: [{ url: `http://${host}:9090/` }],
    messaged: endpoint('ws', { host, port: 4876, path: '/events/websocket/', authkey: 'sample' }),
    tls: tlsPaths('/files'),
    clock: { file: '/files/clock', module: 'file:///clock.mjs' },
    tuning: { idleMs: 60_000, reconnectMaxMs: 30_000, webhookTimeoutMs: 5000, allow: host, format: 'plain' },
    files: '/files',
    node: 'node',
    env: Object.fromEntries(Object.entries(env).map(([name, value]) => [name, value ?? ''])),
  }
}
