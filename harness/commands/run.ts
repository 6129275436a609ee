import { type Command, Option } from 'commander'
import { randomBytes } from 'node:crypto'
import type { Arrivals, Workload } from '../../simulators/traffic/workload.ts'
import { replay } from '../../scenarios/load/replay.ts'
import type { Scenario } from '../model/scenario.ts'
import { checkObjectives } from './check-objectives.ts'
import { executeRun } from './execute-run.ts'
import { findScenario } from './find-scenario.ts'
import { parseDuration, parseInteger, parseLength, parsePositive, parseSegment, parseStart } from './parse-option.ts'
import { isScenarioFile, loadScenarioFile } from './scenario-file.ts'
import { ARRIVAL_SHAPES, shapeArrivals } from './shape-arrivals.ts'
import { bundledProfile } from './bundled-profile.ts'
import { makeReportFolder } from './report-folder.ts'
import { type ChosenTrace, chooseTrace } from './choose-trace.ts'
import type { RunOptions } from './run-options.ts'
import { UsageError } from './usage-error.ts'

const EXAMPLE = `
Examples:
  $ callstorm run busy-hour
  $ callstorm run busy-hour --rate 200 --duration 20s --seed 7
  $ callstorm run busy-hour --bridge ./mine.bridge.yaml --objective 'ingress.reply.p99 < 20ms'
  $ callstorm run ./lunch-rush.scenario.ts
  $ callstorm run --trace monday.trace.gz --speed 10

Exit codes: 0 pass, 1 fail, 2 invalid or unknown, 3 the harness broke, 64 usage, 130 stopped by Ctrl-C`

/** `callstorm run <scenario>`: a storm of events against a bridge, with a verdict and a report. */
export function registerRun(program: Command): void {
  program
    .command('run')
    .description('run a load scenario against a bridge and judge it')
    .argument('[scenario]', 'id of a scenario, see `callstorm list`, or a file that exports one; not needed with --trace')
    .option('--bridge <profile>', 'profile of the bridge: a file, or the name of a bundled one', 'reference')
    .addOption(new Option('--target <kind>', "start it in another way than the profile's own").choices(['process', 'container', 'external']))
    .option('--rate <calls/s>', 'calls per second over all sources', parsePositive)
    .addOption(new Option('--arrivals <shape>', "shape of the load over the run instead of the scenario's own").choices(ARRIVAL_SHAPES))
    .option('--duration <time>', 'measured part, for example 30s', parseLength)
    .option('--warmup <time>', 'part before it that is not measured', parseDuration)
    .option('--seed <text>', 'seed of all chance; a run with the same seed makes the same calls (default: random)')
    .option('--nodes <n>', 'FreeSWITCH nodes', parseInteger(0, 32))
    .option('--machines <n>', 'softswitch machines', parseInteger(0, 32))
    .option('--subscribers <n>', 'websocket subscribers', parseInteger(0, 10_000))
    .option('--webhooks <n>', 'webhook URLs', parseInteger(0, 16))
    .option('--workers <n>', 'threads that make and watch the traffic (default: by the cores)', parseInteger(1, 64))
    .option('--segment <i/n>', 'run every n-th call of the same traffic only; needs --seed', parseSegment)
    .option('--start-at <moment>', 'common start of all segments within the next 24 h, for example 2026-11-22T04:30:00Z', (text: string) => parseStart(text))
    .addOption(new Option('--pacer <kind>', 'what wakes the threads that send').choices(['thread', 'tick']).default('thread'))
    .option('--objective <text...>', "objectives instead of the scenario's own")
    .addOption(new Option('--clock <mode>', 'grain of Event-Date-Timestamp').choices(['exact', 'ticks']).default('exact'))
    .option('--trace <file>', 'FreeSWITCH nodes replay this recording, each the whole of it (docs/trace.md)')
    .option('--speed <factor>', 'how much faster than it was recorded (default: 1)', parsePositive)
    .option('--repeat <n>', 'go through the trace so often (default: once, or as often as --duration allows)', parseInteger(1, 1_000_000))
    .option('--out <folder>', 'where reports go', 'reports/out')
    .option('--live [port]', 'serve a page on loopback that shows the run while it goes on (default port: a free one)', parseInteger(0, 65_535))
    .option('--json', 'print the run record as JSON instead of the summary')
    .option('--quiet', 'print the verdict only')
    .addHelpText('after', EXAMPLE)
    .action(async (id: string | undefined, options: RunOptions) => {
      const scenario = await chooseScenario(id, options)
      const objectives = options.objective ?? scenario.objectives
      checkObjectives(objectives)
      const profile = bundledProfile(options.bridge, options.target)
      const trace = await chooseTrace(options)
      const workload = chooseWorkload(scenario, options, trace)
      makeReportFolder(options.out)
      process.exitCode = await executeRun({ named: id, scenario, workload, trace: trace?.trace, objectives, profile, options })
    })
}

async function chooseScenario(id: string | undefined, { trace }: RunOptions): Promise<Scenario> {
  if (id !== undefined) return isScenarioFile(id) ? await loadScenarioFile(id) : findScenario(id)
  if (trace !== undefined) return replay
  throw new UsageError('Cannot run as there must be a scenario or a trace: add the id of a scenario or --trace <file>')
}

const SEED_OCTETS = 4

/** The scenario's traffic with what the command line changes. */
function chooseWorkload({ workload }: Scenario, options: RunOptions, trace: ChosenTrace | undefined): Workload {
  const chosen: Workload = {
    ...workload,
    seed: options.seed ?? randomBytes(SEED_OCTETS).toString('hex'),
    arrivals: chooseArrivals(workload, options),
    durationSeconds: options.duration ?? trace?.seconds ?? workload.durationSeconds,
    ...(trace && { trace: trace.use }),
    warmupSeconds: options.warmup ?? workload.warmupSeconds,
    freeswitchNodes: options.nodes ?? workload.freeswitchNodes,
    softswitchMachines: options.machines ?? workload.softswitchMachines,
    subscribers: options.subscribers ?? workload.subscribers,
    webhooks: options.webhooks ?? workload.webhooks,
  }
  if (trace && chosen.freeswitchNodes === 0) {
    throw new UsageError('Cannot replay a trace without a FreeSWITCH node as nodes do that: use --nodes 1 or more')
  }
  if (chosen.freeswitchNodes + chosen.softswitchMachines === 0) {
    throw new UsageError('Cannot run without a source as there must be a FreeSWITCH node or a softswitch machine')
  }
  if (chosen.subscribers + chosen.webhooks === 0) {
    throw new UsageError('Cannot run without a receiver as there must be a subscriber or a webhook')
  }
  if (options.segment !== undefined && options.seed === undefined) {
    throw new UsageError('Cannot run a segment as all segments need one seed: add --seed <text>')
  }
  return options.segment === undefined ? chosen : { ...chosen, segment: options.segment }
}

function chooseArrivals(workload: Scenario['workload'], options: RunOptions): Arrivals {
  const perSecond = options.rate ?? workload.arrivals.perSecond
  if (options.arrivals === undefined) return { ...workload.arrivals, perSecond }
  const seconds = (options.duration ?? workload.durationSeconds) + (options.warmup ?? workload.warmupSeconds)
  return shapeArrivals(options.arrivals, perSecond, seconds)
}
