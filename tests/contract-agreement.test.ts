import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { Ajv } from 'ajv'
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { WebSocket } from 'ws'
import { startBridge } from '../bridges/reference/bridge.ts'
import { readConfig } from '../bridges/reference/config.ts'
import { createLog } from '../bridges/reference/log.ts'
import { createEslValues, heartbeat } from '../harness/index.ts'
import { createLateClock } from '../harness/load/late-clock.ts'
import { parseEvent } from '../simulators/freeswitch/codec/parse-event.ts'
import { createFrameParser } from '../simulators/freeswitch/codec/parse-frames.ts'
import { dialOutbound, planNodes, startFreeswitch, type StartedFreeswitch } from '../simulators/freeswitch/index.ts'
import { MESSAGED_PATH, planMachines, startMessaged, startSoftswitch } from '../simulators/softswitch/index.ts'
import { createOrigin } from '../simulators/timing/clock.ts'
import { createTickPacer } from '../simulators/timing/pacer.ts'
import { createCountingJournal } from '../simulators/traffic/counting-journal.ts'
import { runIdOf } from '../simulators/traffic/run-id.ts'
import type { Workload } from '../simulators/traffic/workload.ts'

/*
 * Everything that is published about the contract must say the same: the files as anyone takes them along, what the
 * simulators emit, and what the reference bridge makes of it. Nothing here uses the code that the files are made by.
 */

type Json = Readonly<Record<string, unknown>>

const PUBLISHED = new URL('../harness/contract/published/', import.meta.url)
const read = (name: string): Json => JSON.parse(readFileSync(new URL(name, PUBLISHED), 'utf8')) as Json
const names = readdirSync(PUBLISHED).filter((name) => name.endsWith('.schema.json'))
const kindsOf = (suffix: RegExp): string[] => names.flatMap((name) => suffix.exec(name)?.[1] ?? []).toSorted()
const KINDS = kindsOf(/^([a-z]+-[a-z]+)\.schema\.json$/)

const ajv = new Ajv2020({ strict: true, allErrors: true, allowUnionTypes: true })
const validators = new Map(names.map((name) => [name, ajv.compile(read(name))]))
/** What is wrong with an event by its published schema; the schema of any event where it has none of its own. */
function faultsOf(event: Json, kind: 'json' | 'form'): string[] {
  const own = `${String(event['class'])}-${String(event['event'])}${kind === 'form' ? '.form' : ''}.schema.json`
  const validate = validators.get(own) ?? validators.get('event.schema.json')
  return validate?.(event) ? [] : (validate?.errors ?? []).map(({ instancePath, message }) => `${own} ${instancePath} ${message ?? ''}`)
}

const workload: Workload = {
  seed: 'agreement',
  arrivals: { kind: 'constant', perSecond: 30 },
  warmupSeconds: 0,
  durationSeconds: 2,
  mix: {
    flows: { answered: 1, 'bridged-hangup-a': 2, 'ringing-no-answer': 1, busy: 1, 'caller-cancel': 1, rejected: 1, 'blind-transfer': 2, hold: 1 },
    talkTime: { medianSeconds: 0.2, sigma: 0.3 },
    answerDelay: { medianSeconds: 0.1, sigma: 0.3 },
    registrations: { perSecond: 20, unregisterShare: 0.3, expireShare: 0.3 },
    messages: { perSecond: 20 },
    unknown: { perSecond: 5, fieldShare: 0.3 },
  },
  freeswitchNodes: 2,
  softswitchMachines: 2,
  subscribers: 0,
  webhooks: 0,
}

/** What came out of the reference bridge, and what the simulators put in. */
interface MixedRun {
  readonly frames: readonly Json[]
  readonly forms: readonly Json[]
  /** Of the softswitch, as it posts them and as messaged sends them. */
  readonly posted: readonly Json[]
  readonly published: readonly Json[]
  /** Of FreeSWITCH: the headers of each event. */
  readonly esl: readonly ReadonlyMap<string, string>[]
}

/** Reads forms with the decoder of the platform. */
const formOf = (body: string): Json => Object.fromEntries(new URLSearchParams(body))

async function startReceiver() {
  const bodies: string[] = []
  const server = createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      bodies.push(Buffer.concat(parts).toString('utf8'))
      response.writeHead(204).end()
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    bodies,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/events`,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

async function mixedRun(): Promise<MixedRun> {
  await using webhook = await startReceiver()
  await using posts = await startReceiver()
  const clock = createLateClock()
  const journalFor = () => createCountingJournal()
  const traffic = () => ({ workload, runId: runIdOf(workload.seed), clock, pacer: createTickPacer(), journalFor, instruments: createCountingJournal() })
  await using messaged = await startMessaged({ authKey: 'messaged', port: 0 })
  const freeswitch = await startFreeswitch({ ...traffic(), nodes: planNodes(workload) })
  await using _nodes = freeswitch
  await using bridge = await startBridge(
    readConfig({
      BRIDGE_ESL_NODES: freeswitch.nodes.map(({ source, host, port }) => `${source + 1}@${host}:${port}`).join(','),
      BRIDGE_ESL_PASSWORD: 'ClueCon',
      BRIDGE_ESL_OUTBOUND_LISTEN: '127.0.0.1:0',
      BRIDGE_HTTP_LISTEN: '127.0.0.1:0',
      BRIDGE_AUTHKEY: 'ingress',
      BRIDGE_WEBSOCKET_LISTEN: '127.0.0.1:0',
      BRIDGE_WEBSOCKET_AUTHKEY: 'websocket',
      BRIDGE_WEBHOOK_URLS: webhook.url,
      BRIDGE_MESSAGED_URL: `ws://127.0.0.1:${messaged.port}${MESSAGED_PATH}?authkey=messaged`,
    }),
    createLog(() => undefined),
  )
  const esl: ReadonlyMap<string, string>[] = []
  for (const watched of freeswitch.nodes) await watchNode(watched, esl)
  const frames: Json[] = []
  const subscriber = new WebSocket(`ws://127.0.0.1:${bridge.ports.websocket ?? 0}/events/websocket/?authkey=websocket`)
  const published: Json[] = []
  const listener = new WebSocket(`ws://127.0.0.1:${messaged.port}${MESSAGED_PATH}?authkey=messaged`)
  const open = ([[subscriber, frames], [listener, published]] as const).map(([socket, list]) => {
    socket.on('message', (data: Buffer) => list.push(JSON.parse(data.toString('utf8')) as Json))
    return once(socket, 'open')
  })
  await Promise.all(open)
  await vi.waitUntil(() => messaged.clients === 2 && freeswitch.nodes.every(({ core }) => core.hasAudience), { timeout: 10_000 })
  const machines = planMachines(workload)
  await using toBridge = await startSoftswitch({ ...traffic(), machines: machines.slice(0, 1), url: `http://127.0.0.1:${bridge.ports.http ?? 0}/events?authkey=ingress` })
  await using toUs = await startSoftswitch({ ...traffic(), machines: machines.slice(1), url: posts.url, messaged })
  clock.setOrigin(createOrigin(100))
  const [node] = freeswitch.nodes
  if (node) dialOutbound(node.calls, { host: '127.0.0.1', port: bridge.ports.outbound ?? 0 }).hangUp()
  node?.core.fireEvent(heartbeat(createEslValues(() => 'tag')))
  node?.core.flush()
  await Promise.all([freeswitch.finished, toBridge.finished, toUs.finished])
  // The links end, which says machine/down; that it has come at both outputs ends the run.
  await freeswitch[Symbol.asyncDispose]()
  const isDown = (event: Json): boolean => event['event'] === 'down'
  await vi.waitUntil(() => frames.filter(isDown).length === 2 && webhook.bodies.map(formOf).filter(isDown).length === 2, { timeout: 10_000 })
  for (const socket of [subscriber, listener]) socket.terminate()
  return { frames, forms: webhook.bodies.map(formOf), posted: posts.bodies.map(formOf), published, esl }
}

/** A plain client of a node that takes down every event. */
async function watchNode({ host, port }: StartedFreeswitch['nodes'][number], events: ReadonlyMap<string, string>[]): Promise<void> {
  const parser = createFrameParser()
  const socket = connect({ host, port })
  socket.on('error', () => undefined)
  socket.on('data', (octets: Buffer) => {
    for (const { headers, body } of parser.push(octets)) {
      if (!headers.some(([name, value]) => name === 'Content-Type' && value === 'text/event-plain') || body === undefined) continue
      const { subclass, headers: inner } = parseEvent(body, 'plain')
      events.push(new Map([...inner.map(([name, value]) => [name, typeof value === 'string' ? value : (value[0] ?? '')] as const), ['Event-Subclass', subclass ?? '']]))
    }
  })
  await once(socket, 'connect')
  socket.write('auth ClueCon\n\nevent plain ALL\n\n')
}

describe('the published files', () => {
  it('are a schema for each kind of event, as JSON and as a form, and one for any event', () => {
    expect(KINDS).toHaveLength(12)
    expect(kindsOf(/^(.*)\.form\.schema\.json$/)).toEqual(KINDS)
    expect(names).toHaveLength(25)
  })

  it('are an AsyncAPI 3 document whose messages are those schemas', () => {
    const schema = JSON.parse(readFileSync(new URL('../node_modules/@asyncapi/specs/schemas/3.0.0-without-$id.json', import.meta.url), 'utf8')) as Json
    const loose = new Ajv({ strict: false, allErrors: true })
    addFormats.default(loose)
    const validate = loose.compile(schema)
    const document = read('asyncapi.json')
    expect(validate(document), JSON.stringify(validate.errors?.slice(0, 5))).toBe(true)
    const { messages } = document['components'] as { readonly messages: Readonly<Record<string, { readonly payload: Json }>> }
    const files = Object.fromEntries(names.filter((name) => name !== 'event.schema.json').map((name) => [name.replace('.schema.json', '').replace('.form', '-form'), read(name)]))
    expect(Object.keys(messages).toSorted()).toEqual(Object.keys(files).toSorted())
    for (const [name, { payload }] of Object.entries(messages)) {
      const { $schema: _draft, $id: _id, ...rest } = files[name] ?? {}
      expect(payload, name).toEqual(rest)
    }
  })

  it('are a mapping that gives each field of the schemas a place, and nothing else', () => {
    const { events } = read('esl-mapping.json') as { readonly events: readonly { readonly class: string; readonly event: string; readonly fields: Json }[] }
    expect(events.map((event) => `${event.class}-${event.event}`).toSorted()).toEqual(KINDS)
    for (const event of events) {
      const required = read(`${event.class}-${event.event}.schema.json`)['required']
      expect(['class', 'event', 'timestamp', 'machine', ...Object.keys(event.fields)], `${event.class}/${event.event}`).toEqual(required)
    }
  })

  it('say in docs/contract.md what they say in JSON', () => {
    const rows = readFileSync(new URL('../docs/contract.md', import.meta.url), 'utf8').split('\n').filter((line) => line.startsWith('| ')).map((line) => line.slice(2, -2).split(' | '))
    for (const kind of KINDS) {
      const row = rows.find(([name, , fields]) => name === kind.replace('-', '/') && fields?.includes(','))
      const fields = row?.[2]?.split(', ') ?? rows.find(([name]) => name === kind.replace('-', '/'))?.[2]?.split(', ') ?? []
      expect(['class', 'event', 'timestamp', 'machine', ...fields], kind).toEqual(read(`${kind}.schema.json`)['required'])
    }
    const { events } = read('esl-mapping.json') as { readonly events: readonly { readonly class: string; readonly event: string; readonly fields: Readonly<Record<string, { readonly header?: string }>> }[] }
    for (const { class: name, event, fields } of events) {
      for (const [field, { header }] of Object.entries(fields)) {
        if (header !== undefined) expect(rows, `${name}/${event} ${field}`).toContainEqual([`${name}/${event}`, field, header])
      }
    }
  })
})

describe('a mixed run', () => {
  let run: MixedRun
  beforeAll(async () => {
    run = await mixedRun()
  }, 30_000)

  it('has every kind of event at both outputs of the reference bridge, each valid by its published schema', () => {
    const kindOf = (event: Json): string => `${String(event['class'])}-${String(event['event'])}`
    for (const [events, format] of [[run.frames, 'json'], [run.forms, 'form']] as const) {
      // Whether the subscriber or the node is the first to be there is not said.
      const seen = new Set(['machine-up', ...events.map(kindOf)])
      expect(KINDS.filter((kind) => !seen.has(kind)), format).toEqual([])
      expect(events.flatMap((event) => faultsOf(event, format))).toEqual([])
      expect(events.length).toBeGreaterThan(200)
    }
  })

  it('has softswitch events that are valid as they are posted and as messaged sends them', () => {
    expect(run.posted.flatMap((event) => faultsOf(event, 'form'))).toEqual([])
    expect(run.published.flatMap((event) => faultsOf(event, 'json'))).toEqual([])
    expect(Math.min(run.posted.length, run.published.length)).toBeGreaterThan(50)
  })

  it('has FreeSWITCH events with every header that the published mapping names', () => {
    const { events } = read('esl-mapping.json') as { readonly events: readonly { readonly class: string; readonly event: string; readonly from: Readonly<Record<string, string>> | null; readonly fields: Readonly<Record<string, { readonly header?: string }>> }[] }
    const seen = events.filter(({ from }) => from !== null)
    for (const { class: name, event, from, fields } of seen) {
      const sources = run.esl.filter((headers) => Object.entries(from ?? {}).every(([header, value]) => headers.get(header) === value))
      expect(sources.length, `${name}/${event}`).toBeGreaterThan(0)
      for (const { header } of Object.values(fields)) {
        if (header === undefined || header === 'the body of the event') continue
        expect(sources.some((headers) => headers.has(header)), `${name}/${event}: ${header}`).toBe(true)
      }
    }
  })
})
