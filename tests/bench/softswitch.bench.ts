/**
 * POSTs per second of one softswitch machine on one core, every body another, against nginx on this machine; beside
 * it a bare loop, wrk and autocannon against the same nginx, turn by turn, as figures of a shared machine mean little
 * alone. The cores that nginx used say whom a figure is bound by: near 1 it is the server.
 * Run: `node --import tsx tests/bench/softswitch.bench.ts [--json]`; exits with 3 when nginx or wrk is missing.
 */
import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import autocannon from 'autocannon'
import { encodeForm } from '../../simulators/softswitch/codec/form.ts'
import { parsePostTarget } from '../../simulators/softswitch/codec/http-request.ts'
import { callStart } from '../../simulators/softswitch/events.ts'
import { createHttpClient } from '../../simulators/softswitch/http-client.ts'
import type { PostListener } from '../../simulators/softswitch/post.ts'
import { createClock, createOrigin } from '../../simulators/timing/clock.ts'
import { planCall } from '../../simulators/traffic/call-plan.ts'
import { toAsteriskId } from '../../simulators/traffic/identity.ts'
import { runBareLoop } from './bare-loop.ts'
import { type Figure, median, printFigures } from './figure.ts'
import { isInstalled, startNginx, type StartedNginx } from './nginx.ts'
import { profiled } from './profile.ts'

interface Measured {
  readonly perSecond: number
  /** Cores that our own process used. */
  readonly cores: number
}

const CONNECTIONS = 32
const SECONDS = 2
const ROUNDS = 3

/** Those that the machine sends, so that all send the same octets. */
const HEADERS = { 'User-Agent': 'callstorm-softswitch', 'Content-Type': 'application/x-www-form-urlencoded' }

const clock = createClock(createOrigin(0))
const mix = {
  flows: { answered: 1 },
  talkTime: { medianSeconds: 1, sigma: 0 },
  answerDelay: { medianSeconds: 1, sigma: 0 },
}
const plan = planCall('bench', 0, 0, mix)

/** A call/start of its own for each number. */
function bodyOf(number: number): string {
  const id = toAsteriskId(1_500_000_000, { source: 0, number, leg: 0, slot: number })
  return encodeForm(callStart({ id, machine: 1, timestamp: '1700000000.123456', plan, to: plan.callee.number }))
}

/** Keeps every connection busy for a while. @throws Error when a POST was not answered with 204 */
async function runOurs(url: string, seconds: number): Promise<Measured> {
  await using client = createHttpClient(parsePostTarget(url), {
    clock,
    localAddress: '127.0.0.11',
    maxConnections: CONNECTIONS,
  })
  const startUs = clock.nowUs()
  const cpu = process.cpuUsage()
  let [number, replied, open] = [0, 0, CONNECTIONS]
  await new Promise<void>((resolve, reject) => {
    const post = (): void => client.post(bodyOf(number++), clock.nowUs(), listener)
    const listener: PostListener = {
      written: () => {},
      settled(stamps, outcome) {
        if (outcome.kind !== 'replied' || outcome.status !== 204)
          return reject(new Error(`Cannot trust the bench as a POST ended as ${JSON.stringify(outcome)}`))
        replied++
        if (stamps.settledUs - startUs < seconds * 1e6) post()
        else if (--open === 0) resolve()
      },
    }
    for (let i = 0; i < CONNECTIONS; i++) post()
  })
  const elapsedUs = clock.nowUs() - startUs
  const { user, system } = process.cpuUsage(cpu)
  return { perSecond: (replied / elapsedUs) * 1e6, cores: (user + system) / elapsedUs }
}

/** One body for all, as wrk's script would otherwise be what is measured. */
async function runWrk(url: string): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'callstorm-wrk-'))
  const script = join(folder, 'post.lua')
  const headers = Object.entries(HEADERS).map(([name, value]) => `wrk.headers["${name}"] = "${value}"`)
  await writeFile(script, [`wrk.method = "POST"`, `wrk.body = ${JSON.stringify(bodyOf(1))}`, ...headers].join('\n'))
  try {
    const { stdout } = await promisify(execFile)(
      'wrk',
      ['-t1', `-c${CONNECTIONS}`, `-d${SECONDS}s`, '-s', script, url],
      { timeout: 15_000 },
    )
    const match = /Requests\/sec:\s+([0-9.]+)/.exec(stdout)
    if (match === null || stdout.includes('Non-2xx'))
      throw new Error(`Cannot trust the bench as wrk said ${JSON.stringify(stdout)}`)
    return Number(match[1])
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** Only its count is taken: it has no rate limit here, under which its latencies are wrong (and would need a flag). */
async function runAutocannon(url: string): Promise<number> {
  const { requests, errors, non2xx, duration } = await autocannon({
    url,
    method: 'POST',
    headers: HEADERS,
    body: bodyOf(1),
    connections: CONNECTIONS,
    duration: SECONDS,
  })
  if (errors > 0 || non2xx > 0)
    throw new Error(`Cannot trust the bench as autocannon had ${errors} errors and ${non2xx} refusals`)
  return requests.total / duration
}

/** The same octets each time over bare sockets. */
const runBare = (url: string): Promise<number> =>
  runBareLoop(parsePostTarget(url), { body: bodyOf(1), connections: CONNECTIONS, seconds: SECONDS })

/** Runs something and says how many cores nginx used meanwhile. */
async function withServer<T>(nginx: StartedNginx, run: () => Promise<T>): Promise<readonly [T, number]> {
  const [from, cpu] = [performance.now(), nginx.cpuSeconds()]
  const value = await run()
  return [value, ((nginx.cpuSeconds() - cpu) / (performance.now() - from)) * 1000]
}

async function measureRound(nginx: StartedNginx) {
  const [{ perSecond: ours, cores }, oursServer] = await withServer(nginx, () => runOurs(nginx.url, SECONDS))
  const bare = await runBare(nginx.url)
  const [wrk, wrkServer] = await withServer(nginx, () => runWrk(nginx.url))
  const cannon = await runAutocannon(nginx.url)
  return { ours, cores, oursServer, bare, wrk, wrkServer, cannon }
}
type Round = Awaited<ReturnType<typeof measureRound>>

export async function benchSoftswitch(): Promise<Figure[]> {
  await using nginx = await startNginx()
  await runOurs(nginx.url, 0.5)
  const rounds: Round[] = []
  for (let round = 0; round < ROUNDS; round++) rounds.push(await measureRound(nginx))
  await profiled('softswitch machine', () => runOurs(nginx.url, SECONDS))
  const figure = (name: string, unit: string, of: (round: Round) => number, atLeast?: number): Figure => ({
    name,
    value: median(rounds.map(of)),
    unit,
    ...(atLeast === undefined ? {} : { aim: { atLeast } }),
  })
  return [
    figure('softswitch machine', 'POST/s', ({ ours }) => ours),
    figure('cores used by it', 'cores', ({ cores }) => cores),
    figure('cores of nginx under it', 'cores', ({ oursServer }) => oursServer),
    figure('bare loop, one body for all', 'POST/s', ({ bare }) => bare),
    figure('wrk', 'POST/s', ({ wrk }) => wrk),
    figure('cores of nginx under wrk', 'cores', ({ wrkServer }) => wrkServer),
    figure('autocannon', 'POST/s', ({ cannon }) => cannon),
    figure('softswitch machine to bare loop', 'ratio', ({ ours, bare }) => ours / bare),
    figure('softswitch machine to wrk', 'ratio', ({ ours, wrk }) => ours / wrk, 0.8),
    figure('softswitch machine to autocannon', 'ratio', ({ ours, cannon }) => ours / cannon, 1.3),
  ]
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const missing = ['nginx', 'wrk'].filter((program) => !isInstalled(program))
  if (missing.length > 0) {
    console.error(`Cannot run the bench as it needs nginx and wrk: missing is ${missing.join(' and ')}`)
    process.exitCode = 3
  } else {
    printFigures(await benchSoftswitch())
  }
}
