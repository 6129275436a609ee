import { get } from 'node:http'
import { get as getSecurely } from 'node:https'
import { connect } from 'node:net'
import type { ReservedPorts } from '../lifecycle/free-port.ts'
import { waitUntil } from '../lifecycle/wait-until.ts'
import type { LogCapture } from './log-capture.ts'
import type { Profile } from './profile-schema.ts'
import { describeExit, type TargetExit } from './started-target.ts'
import { TargetError } from './target-error.ts'
import { renderTemplate } from './template.ts'
import type { Endpoints, TemplateView } from './wiring.ts'

/** What is looked at to know whether a starting bridge is ready. */
export interface Starting {
  readonly name: string
  readonly ready: Profile['ready']
  /** The template variables in our eyes: where we reach the bridge. */
  readonly view: TemplateView
  /** Authority of its certificate, where it speaks TLS. */
  readonly authority: string | undefined
  readonly endpoints: Endpoints
  readonly log: LogCapture
  readonly exited: Promise<TargetExit>
  readonly signal: AbortSignal | undefined
}

const PROBE_TIMEOUT_MS = 1000

/**
 * Starts looking before anything is printed; the returned function waits until the bridge is ready.
 * @throws TargetError `died-early` or `not-ready`, with the last lines of its log
 */
export function watchReadiness(log: LogCapture, ready: Profile['ready']): (starting: Starting) => Promise<void> {
  const pattern = ready.log === undefined ? undefined : new RegExp(ready.log)
  let announced = false
  const watch = pattern && log.onLine((line) => (announced ||= pattern.test(line)))
  return async (starting) => {
    try {
      await waitForReady(starting, pattern ? () => Promise.resolve(announced || 'no such line') : probeOf(starting))
    } finally {
      watch?.[Symbol.dispose]()
    }
  }
}

async function waitForReady(starting: Starting, probe: () => Promise<true | string>): Promise<void> {
  const { name, ready, log, exited, signal } = starting
  const over = new AbortController()
  void exited.then((exit) => over.abort(new TargetError('died-early', withTail(`Cannot start bridge "${name}" as it must run: it ended ${describeExit(exit)} before it was ready`, log))))
  let seen = 'not yet asked'
  const condition = async (): Promise<boolean> => {
    const answer = await probe()
    if (answer !== true) seen = answer
    return answer === true
  }
  try {
    const ends = signal ? AbortSignal.any([signal, over.signal]) : over.signal
    await waitUntil(`bridge "${name}" is ready`, condition, { withinMs: ready.within * 1000, everyMs: 25, signal: ends, evidence: () => seen })
  } catch (error) {
    if (error instanceof TargetError || signal?.aborted) throw error
    const message = `Cannot start bridge "${name}" as it must be ready within ${ready.within} s: ${seen}`
    throw new TargetError('not-ready', withTail(message, log), { cause: error })
  }
}

/** Tells an early death for which a port was to blame, that somebody took between its release and its use. */
export async function blamePorts(error: unknown, ports: Pick<ReservedPorts, 'areTaken'>): Promise<never> {
  if (error instanceof TargetError && error.code === 'died-early' && (await ports.areTaken())) {
    throw new TargetError('port-taken', error.message, { cause: error })
  }
  throw error
}

/** One look: true, or what was there instead. */
function probeOf({ ready, view, authority, endpoints }: Starting): () => Promise<true | string> {
  const { url, port } = ready
  if (url !== undefined) return () => answersWell(renderTemplate(url, view), authority)
  const doors = [endpoints.ingress, endpoints.websocket].filter((door) => door !== undefined)
  const addresses =
    port === undefined
      ? doors.map(({ host, port: number }) => ({ host, port: number }))
      : [{ host: (doors[0] ?? view.ingress).host, port: Number(renderTemplate(port, view)) }]
  return async () => {
    const answers = await Promise.all(addresses.map(({ host, port: number }) => acceptsConnections(host, number)))
    return answers.find((answer) => answer !== true) ?? true
  }
}

/** A port mapped into a container accepts before the bridge does, and then closes. */
const STAYS_OPEN_MS = 50

/** Whether a TCP connection can be made and stays: true, or what happened instead. */
export function acceptsConnections(host: string, port: number): Promise<true | string> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: PROBE_TIMEOUT_MS })
    const settle = (outcome: true | string): void => {
      socket.destroy()
      resolve(outcome)
    }
    socket.once('connect', () => setTimeout(settle, STAYS_OPEN_MS, true))
    socket.once('close', () => settle(`connection closed at once by ${host}:${port}`))
    socket.resume()
    socket.once('timeout', () => settle(`no answer from ${host}:${port} in ${PROBE_TIMEOUT_MS} ms`))
    socket.once('error', (error: NodeJS.ErrnoException) => settle(`${error.code ?? error.message} at ${host}:${port}`))
  })
}

function answersWell(url: string, authority: string | undefined): Promise<true | string> {
  const { origin, pathname, protocol } = new URL(url)
  // Without the query: it may hold a key.
  const place = origin + pathname
  return new Promise((resolve) => {
    const options = { agent: false, timeout: PROBE_TIMEOUT_MS, ...(authority !== undefined && { ca: authority }) } as const
    const request = (protocol === 'https:' ? getSecurely : get)(url, options, (response) => {
      const { statusCode = 0 } = response
      response.destroy()
      resolve((statusCode >= 200 && statusCode < 300) || `status ${statusCode} from ${place}`)
    })
    request.once('timeout', () => request.destroy(new Error(`no answer in ${PROBE_TIMEOUT_MS} ms`)))
    request.once('error', (error: NodeJS.ErrnoException) => resolve(`${error.code ?? error.message} at ${place}`))
  })
}

function withTail(message: string, log: LogCapture): string {
  const tail = log.tail()
  return tail.length === 0 ? `${message}; it printed nothing` : `${message}; it printed last\n${tail.map((line) => `  | ${line}`).join('\n')}`
}
