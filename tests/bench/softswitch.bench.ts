/**
 * POSTs per second of one softswitch machine on one core, every body another, against nginx on this machine; beside
 * it wrk and autocannon against the same nginx, turn by turn, as figures of a shared machine mean little alone.
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
import { type Figure, median, printFigures } from './figure.ts'
import { isInstalled, startNginx } from './nginx.ts'
import { profiled } from './profile.ts'

interface Measured {
  readonly perSecond: number
  /** Cores that our own process used. */
  readonly cores: number
}

const CONNECTIONS = 32
const SECONDS = 2
const ROUNDS = 3

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
  const headers = 'wrk.headers["Content-Type"] = "application/x-www-form-urlencoded"'
  await writeFile(script, `wrk.method = "POST"\nwrk.body = ${JSON.stringify(bodyOf(1))}\n${headers}\n`)
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
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: bodyOf(1),
    connections: CONNECTIONS,
    duration: SECONDS,
  })
  if (errors > 0 || non2xx > 0)
    throw new Error(`Cannot trust the bench as autocannon had ${errors} errors and ${non2xx} refusals`)
  return requests.total / duration
}

export async function benchSoftswitch(): Promise<Figure[]> {
  await using nginx = await startNginx()
  await runOurs(nginx.url, 0.5)
  const [ours, cores, wrk, cannon] = [[] as number[], [] as number[], [] as number[], [] as number[]]
  for (let round = 0; round < ROUNDS; round++) {
    const measured = await runOurs(nginx.url, SECONDS)
    ours.push(measured.perSecond)
    cores.push(measured.cores)
    wrk.push(await runWrk(nginx.url))
    cannon.push(await runAutocannon(nginx.url))
  }
  await profiled('softswitch machine', () => runOurs(nginx.url, SECONDS))
  const ratio = (others: readonly number[]): number =>
    median(ours.map((value, round) => value / (others[round] ?? Number.NaN)))
  return [
    { name: 'softswitch machine', value: median(ours), unit: 'POST/s' },
    { name: 'cores used by it', value: median(cores), unit: 'cores' },
    { name: 'wrk', value: median(wrk), unit: 'POST/s' },
    { name: 'autocannon', value: median(cannon), unit: 'POST/s' },
    { name: 'softswitch machine to wrk', value: ratio(wrk), unit: 'ratio', aim: { atLeast: 0.8 } },
    { name: 'softswitch machine to autocannon', value: ratio(cannon), unit: 'ratio', aim: { atLeast: 1.3 } },
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
