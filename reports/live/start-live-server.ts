import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname } from 'node:path'
import type { LiveEnd, LivePlan, LiveState } from '../../harness/model/live.ts'
import type { ProgressSnapshot } from '../../harness/model/progress.ts'
import { refusalOf } from './guard.ts'
import type { LivePage } from './live-page.ts'
import { addSecond } from './timeline-so-far.ts'
import { openViewer, toMessage } from './viewer.ts'
import type { Viewer } from './viewer.ts'

/** A page on loopback that shows a run while it goes on. */
export interface StartedLiveServer extends AsyncDisposable {
  readonly url: string
  /** A run begins: what was shown before is gone. */
  begin(plan: LivePlan): void
  publish(snapshot: ProgressSnapshot): void
  /** The run is over. @param files names of files to link to, with their paths; the report among them */
  end(end: LiveEnd, files: ReadonlyMap<string, string>): void
}

export interface LiveServerOptions {
  readonly page: LivePage
  /** 0 takes a free one. @default 0 */
  readonly port?: number
  /** @default 20 */
  readonly mostViewers?: number
  /** How long viewers may take to read the end, milliseconds. @default 1000 */
  readonly lingerMs?: number
}

const HOST = '127.0.0.1'

/** Nothing but our own script and style, no frame around it, and nothing of it for other origins. */
const HEADERS = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
}

/** A report carries its style in itself, and no script ever runs in it. */
const REPORT_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

const TYPES: Readonly<Record<string, string>> = { '.html': 'text/html', '.json': 'application/json' }
const EMPTY: LiveState = { plan: undefined, timeline: [], snapshot: undefined, end: undefined }
const REPORT_PATH = '/report/'

/**
 * Serves the live page on 127.0.0.1. It holds a bounded history, so that a reload shows the run so far, and is told of
 * each second once, however many watch.
 * @throws the system's error when the port is taken
 */
export async function startLiveServer(options: LiveServerOptions): Promise<StartedLiveServer> {
  const { page, port = 0, mostViewers = 20, lingerMs = 1000 } = options
  const viewers = new Set<Viewer>()
  let state = EMPTY
  let files: ReadonlyMap<string, string> = new Map()

  const watch = (response: ServerResponse): void => {
    if (viewers.size >= mostViewers) return refuse(response, 503, `no more than ${mostViewers} pages can watch`)
    response.writeHead(200, { ...HEADERS, 'content-type': 'text/event-stream' })
    const viewer = openViewer(response, { state: () => toMessage('state', state) })
    viewers.add(viewer)
    response.on('close', () => viewers.delete(viewer))
  }
  const answer = (request: IncomingMessage, response: ServerResponse): void => {
    const refusal = refusalOf(request, boundPort)
    if (refusal) return refuse(response, refusal.status, refusal.because)
    const path = (request.url ?? '').split('?', 1)[0] ?? ''
    if (path === '/events') return watch(response)
    if (path.startsWith(REPORT_PATH)) return sendFile(response, files, path.slice(REPORT_PATH.length))
    const asset = page[path]
    if (asset === undefined) return refuse(response, 404, 'there is no such page')
    response.writeHead(200, { ...HEADERS, 'content-type': `${asset.type}; charset=utf-8` }).end(asset.text)
  }

  const server = createServer({ maxHeaderSize: 8192 }, answer)
  server.maxConnections = 4 * mostViewers
  server.on('clientError', (_error, socket) => socket.destroy())
  server.listen(port, HOST)
  await once(server, 'listening')
  const { port: boundPort } = server.address() as AddressInfo
  let closing: Promise<void> | undefined
  const tell = (event: string, data: unknown): void => {
    if (viewers.size === 0) return
    const message = toMessage(event, data)
    for (const viewer of viewers) viewer.send(message)
  }
  return {
    url: `http://${HOST}:${boundPort}/`,
    begin(plan) {
      state = { ...EMPTY, plan }
      files = new Map()
      tell('state', state)
    },
    publish(snapshot) {
      state = { ...state, snapshot, timeline: addSecond(state.timeline, snapshot) }
      tell('second', snapshot)
    },
    end(end, written) {
      files = written
      state = { ...state, end }
      tell('end', end)
    },
    [Symbol.asyncDispose]: async () => {
      closing ??= new Promise((resolve) => {
        const cut = setTimeout(() => server.closeAllConnections(), lingerMs)
        server.close(() => {
          clearTimeout(cut)
          resolve()
        })
        for (const viewer of viewers) viewer.end()
        server.closeIdleConnections()
      })
      await closing
    },
  }
}

function refuse(response: ServerResponse, status: number, because: string): void {
  response.writeHead(status, { ...HEADERS, 'content-type': 'text/plain; charset=utf-8' }).end(`${because}\n`)
}

/** Names are looked up and never joined to a path. */
function sendFile(response: ServerResponse, files: ReadonlyMap<string, string>, name: string): void {
  const path = files.get(decode(name))
  if (path === undefined) return refuse(response, 404, 'there is no such file')
  try {
    const content = readFileSync(path)
    const type = TYPES[extname(path)] ?? 'text/plain'
    const headers = { ...HEADERS, 'content-security-policy': REPORT_POLICY, 'content-type': `${type}; charset=utf-8` }
    response.writeHead(200, headers).end(content)
  } catch {
    refuse(response, 404, 'the file is gone')
  }
}

function decode(name: string): string {
  try {
    return decodeURIComponent(name)
  } catch {
    return ''
  }
}
