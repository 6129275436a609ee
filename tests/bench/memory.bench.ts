/**
 * What a FreeSWITCH node and a listener of everything keep of the events that they have sent: the slope of the memory
 * in use over ten million events, sampled after collections, while thousands of calls come and go.
 * Run: `npm run bench -- memory`; takes about half a minute.
 */
import { setFlagsFromString } from 'node:v8'
import { pathToFileURL } from 'node:url'
import { runInNewContext } from 'node:vm'
import { fitSlope } from '../../harness/statistics/slope.ts'
import { createListener } from '../../simulators/freeswitch/listener.ts'
import { createNodeTraffic } from '../../simulators/freeswitch/source.ts'
import { nodeIdentity } from '../../simulators/freeswitch/source-node.ts'
import { createSwitch } from '../../simulators/freeswitch/switch.ts'
import { createCountingJournal } from '../../simulators/traffic/counting-journal.ts'
import { runIdOf } from '../../simulators/traffic/run-id.ts'
import { shareWorkload } from '../../simulators/traffic/source-plan.ts'
import { busyHourWorkload } from './busy-hour-workload.ts'
import { type Figure, printFigures } from './figure.ts'
import { createManualClock } from './manual-clock.ts'

const EVENTS = 10_000_000
const SAMPLES = 20
/** Samples until as many calls live as in the long run, and everything is compiled. */
const WARM_UP_SAMPLES = 4
const STEP_US = 5000
const SEED = 'bench'
const MB = 1e6
const MILLION = 1e6

export async function benchMemory(): Promise<Figure[]> {
  const clock = createManualClock()
  const core = createSwitch({ identity: nodeIdentity(SEED, { source: 0 }), epochUs: () => clock.epochUs(clock.nowIs) })
  // Whatever is written has gone at once: the listener is as fast as can be.
  const transport = { pendingOctets: 0, write: (_bytes: Uint8Array, onWritten: () => void) => onWritten(), end: () => {} }
  const listener = createListener(core, transport, { password: 'ClueCon', users: [] })
  listener.start()
  listener.receive(Buffer.from('auth ClueCon\n\nevent plain all\n\n'))
  const journal = createCountingJournal()
  const [share] = shareWorkload(busyHourWorkload(SEED))
  if (share === undefined) throw new Error('Cannot run the bench as the workload has no source')
  const traffic = createNodeTraffic({ bus: core, share, runId: runIdOf(SEED), clock, journal, instruments: journal })

  const samples: (readonly [events: number, octets: number])[] = []
  for (let sample = 1; sample <= SAMPLES + WARM_UP_SAMPLES; sample++) {
    while (listener.stats.sent < (sample * EVENTS) / SAMPLES) {
      clock.nowIs += STEP_US
      traffic.wake()
    }
    samples.push([listener.stats.sent, await memoryInUse()])
  }
  const { sessions } = traffic.figures
  traffic.halt()
  const settled = samples.slice(WARM_UP_SAMPLES)
  const slope = fitSlope(settled)
  const ofMillion = (octets: number | undefined): number => ((octets ?? Number.NaN) * MILLION) / MB
  return [
    { name: 'events', value: (settled.at(-1)?.[0] ?? 0) - (settled[0]?.[0] ?? 0), unit: 'events' },
    { name: 'calls that live at the end', value: sessions, unit: 'legs' },
    { name: 'memory in use at the end', value: (settled.at(-1)?.[1] ?? Number.NaN) / MB, unit: 'MB' },
    { name: 'growth', value: ofMillion(slope?.slope), unit: 'MB/million', aim: { atMost: 0.1 } },
    { name: 'lower end of its 95 % interval', value: ofMillion(slope?.interval[0]), unit: 'MB/million' },
  ]
}

setFlagsFromString('--expose-gc')
const collectGarbage = runInNewContext('gc') as () => void

async function memoryInUse(): Promise<number> {
  for (let turn = 0; turn < 3; turn++) {
    await new Promise((resolve) => setImmediate(resolve))
    collectGarbage()
  }
  const { heapUsed, arrayBuffers } = process.memoryUsage()
  return heapUsed + arrayBuffers
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) printFigures(await benchMemory())
