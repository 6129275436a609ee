import { type Command, Option } from 'commander'
import { randomBytes, randomInt } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startProgress } from '../../reports/progress/start-progress.ts'
import { toRunId } from '../../simulators/traffic/identity.ts'
import { createClock, createOrigin } from '../../simulators/timing/clock.ts'
import { openSession } from '../lifecycle/session.ts'
import { Interruption } from '../lifecycle/signals.ts'
import { saturateIngress, type Saturation } from '../load/saturate-ingress.ts'
import { startUsage } from '../metrics/usage.ts'
import { EXIT } from '../model/verdict.ts'
import type { TargetKind } from '../target/profile-schema.ts'
import { startTarget } from '../target/start-target.ts'
import type { Wiring } from '../target/wiring.ts'
import { bundledProfile } from './bundled-profile.ts'
import { parseInteger, parseLength } from './parse-option.ts'
import { UsageError } from './usage-error.ts'

interface SaturateOptions {
  readonly bridge: string
  readonly target?: TargetKind
  readonly connections: number
  readonly duration: number
  readonly json?: boolean
}

const EXAMPLE = `
Example:
  $ callstorm saturate --bridge reference --connections 64

Each connection waits for one reply before it posts again, as a benchmark of a web server does: the result says how
much the ingress takes, and nothing about how long anybody waits. For that, use \`callstorm run\`.

Exit codes: 0 measured, 2 nothing was answered, 3 the harness broke, 64 usage, 130 stopped by Ctrl-C`

/** `callstorm saturate`: how many POSTs the HTTP ingress of a bridge takes at most. */
export function registerSaturate(program: Command): void {
  program
    .command('saturate')
    .description('measure how many POSTs the HTTP ingress takes in a closed loop, without any claim about latency')
    .option('--bridge <profile>', 'profile of the bridge: a file, or the name of a bundled one', 'reference')
    .addOption(new Option('--target <kind>', "start it in another way than the profile's own").choices(['process', 'container', 'external']))
    .option('--connections <n>', 'connections that post', parseInteger(1, 1000), 32)
    .option('--duration <time>', 'how long', parseLength, 10)
    .option('--json', 'print JSON')
    .addHelpText('after', EXAMPLE)
    .action(async (options: SaturateOptions) => {
      process.exitCode = await saturate(options)
    })
}

const KEY_OCTETS = 12

/** Nobody else has anything to do with the bridge. */
function ingressOnly(): Wiring {
  const key = (): string => randomBytes(KEY_OCTETS).toString('hex')
  return {
    esl: { nodes: [] },
    webhooks: [],
    ingress: { path: '/events', authkey: key() },
    websocket: { path: '/events/websocket/', authkey: key() },
  }
}

async function saturate({ bridge, target: kind, connections, duration, json }: SaturateOptions): Promise<number> {
  const profile = bundledProfile(bridge, kind)
  if (!profile.capabilities.in.includes('http-post')) {
    throw new UsageError(`Cannot saturate "${bridge}" as it must take events by HTTP POST`)
  }
  using session = await openSession({
    removeContainers: async (label) => (await import('../target/container-engine.ts')).removeContainers(label),
    report: (sentence) => process.stderr.write(`${sentence}\n`),
  })
  const { notes, signal } = session
  const folder = mkdtempSync(join(tmpdir(), 'callstorm-saturate-'))
  using _folder = notes.folder(folder, 'temporary files')
  const steps = [{ title: `Start ${profile.name}` }, { title: `Post over ${connections} connections` }]
  const progress = startProgress({ steps })
  progress.begin(0)
  try {
    await using target = await startTarget(profile, ingressOnly(), { logPath: join(folder, 'bridge.log'), notes, signal })
    const clock = createClock(createOrigin(0))
    using usage = target.pid === undefined ? undefined : startUsage(target.pid, { of: 'bridge', clock })
    const url = target.endpoints.ingress?.url ?? ''
    const runId = toRunId(randomInt(2 ** 31))
    progress.begin(1)
    const saturation = await saturateIngress({ url, connections, seconds: duration, runId, signal })
    const cpu = (usage?.samples() ?? []).map((sample) => sample.cpu)
    const record = { schema: 'callstorm.saturation/1', bridge: target.name, ...saturation, bridgeCpu: cpu.length > 0 ? mean(cpu) : undefined }
    await progress.end(signal.aborted ? 'stopped' : 'done')
    process.stdout.write(json ? `${JSON.stringify(record)}\n` : summary(record))
    if (signal.aborted) return EXIT.interrupted
    return saturation.posts > 0 ? EXIT.pass : EXIT.unverified
  } catch (error) {
    await progress.end('stopped')
    if (!(error instanceof Interruption)) throw error
    process.stderr.write('Stopped before anything was measured\n')
    return EXIT.interrupted
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const mean = (values: readonly number[]): number => values.reduce((sum, one) => sum + one, 0) / values.length

function summary(record: Saturation & { readonly bridge: string; readonly bridgeCpu: number | undefined }): string {
  const { bridge, bridgeCpu, connections, errors, posts, postsPerSecond, replies, seconds, timeouts } = record
  const refused = posts - (replies['2xx'] ?? 0)
  const lines = [
    `Saturation of ${bridge}: ${Math.round(postsPerSecond).toLocaleString('en')} POST/s over ${connections} connections`,
    `  ${posts} replies within ${seconds} s, ${refused} of them refusals, ${timeouts} timeouts, ${errors} errors`,
    ...(bridgeCpu === undefined ? [] : [`  the bridge used ${Math.round(bridgeCpu * 100)} % of a core`]),
    '  A closed loop: each connection waits for its reply, so that this says nothing about latency.',
  ]
  return `${lines.join('\n')}\n`
}
