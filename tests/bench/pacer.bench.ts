/**
 * Lag of the pacers: how long after its time an event of a Poisson process is sent, where sending costs nothing, and
 * what the pacer's own thread uses. Run: `node --import tsx tests/bench/pacer.bench.ts [--json]`; takes about 10 s.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import { Histogram } from '../../harness/metrics/histogram.ts'
import { createClock, createOrigin, type Clock } from '../../simulators/timing/clock.ts'
import { createThreadPacer, startPacerThread } from '../../simulators/timing/pacer-thread.ts'
import { createTickPacer, type Pacer } from '../../simulators/timing/pacer.ts'
import { createArrivalTimes } from '../../simulators/traffic/arrivals.ts'
import { randomStream } from '../../simulators/traffic/random.ts'
import { type Figure, median, printFigures } from './figure.ts'

const RATES = [1000, 10_000, 100_000] as const
/** On a machine that has nothing else to do. */
const LAG_AIMS_US: Readonly<Record<number, number>> = { 10_000: 500, 100_000: 2000 }
const SECONDS = 0.8
const ROUNDS = 3
/** Until every thread has its first wakes behind it. */
const SETTLE_MS = 100

interface Measured {
  readonly p50Us: number
  readonly p99Us: number
  /** Share of one core that the pacer's thread used. */
  readonly cpu: number
}

/** Sends at a rate for a while and keeps how late everything was. */
async function measure(pacer: Pacer, clock: Clock, perSecond: number, task: string | undefined): Promise<Measured> {
  const lags = new Histogram()
  const next = createArrivalTimes({ kind: 'poisson', perSecond }, randomStream('bench', 'pacer'), randomStream('bench', 'none'))
  const startUs = clock.nowUs() + SETTLE_MS * 1000
  const endUs = startUs + SECONDS * 1e6
  let dueUs = startUs + next()
  const from = cpuSeconds(task)
  await new Promise<void>((resolve) => {
    const handle = pacer.start(() => {
      for (const nowUs = clock.nowUs(); dueUs <= nowUs; dueUs = startUs + next()) lags.record(Math.round(nowUs - dueUs))
      if (dueUs < endUs) return dueUs
      handle[Symbol.dispose]()
      resolve()
      return Number.POSITIVE_INFINITY
    })
  })
  const cpu = (cpuSeconds(task) - from) / (SECONDS + SETTLE_MS / 1000)
  return { p50Us: lags.percentile(50) ?? Number.NaN, p99Us: lags.percentile(99) ?? Number.NaN, cpu }
}

const tasks = (): string[] => readdirSync('/proc/self/task')

/** Processor time of a thread so far; 0 for none. */
function cpuSeconds(task: string | undefined): number {
  if (task === undefined) return 0
  return Number(readFileSync(`/proc/self/task/${task}/schedstat`, 'utf8').split(' ')[0]) / 1e9
}

export async function benchPacer(): Promise<Figure[]> {
  const clock = createClock(createOrigin(0))
  const before = new Set(tasks())
  await using thread = startPacerThread(1)
  await delay(SETTLE_MS)
  const busiest = (): string | undefined =>
    tasks()
      .filter((task) => !before.has(task))
      .toSorted((a, b) => cpuSeconds(b) - cpuSeconds(a))[0]
  const pacers = [
    { name: 'pacer thread', pacer: createThreadPacer(thread.board, 0, clock), task: busiest() },
    { name: '1 ms tick', pacer: createTickPacer(), task: undefined },
  ]
  const figures: Figure[] = []
  for (const perSecond of RATES) {
    for (const { name, pacer, task } of pacers) {
      const rounds: Measured[] = []
      for (let round = 0; round < ROUNDS; round++) rounds.push(await measure(pacer, clock, perSecond, task))
      const figure = (what: string, unit: string, of: (round: Measured) => number, atMost?: number): void => {
        const aim = task !== undefined && atMost !== undefined ? { aim: { atMost } } : {}
        figures.push({ name: `${name}, ${perSecond}/s: ${what}`, value: median(rounds.map(of)), unit, ...aim })
      }
      figure('lag p50', 'us', ({ p50Us }) => p50Us)
      figure('lag p99', 'us', ({ p99Us }) => p99Us, LAG_AIMS_US[perSecond])
      if (task !== undefined) figure('its own thread', 'cores', ({ cpu }) => cpu, 0.5)
    }
  }
  return figures
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) printFigures(await benchPacer())
