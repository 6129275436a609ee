import type { Command } from 'commander'
import { DEFAULT_METRICS, DEFAULT_RATE, parseLatencyMetric } from '../gate/latency-metrics.ts'
import type { NamedLatency } from '../gate/read-rounds.ts'
import { bundledProfile } from './bundled-profile.ts'
import type { AbOptions } from './ab-options.ts'
import { executeAb } from './execute-ab.ts'
import { findScenario } from './find-scenario.ts'
import { parsePositive } from './parse-option.ts'
import { makeReportFolder } from './report-folder.ts'
import { UsageError } from './usage-error.ts'

const EXAMPLE = `
Examples:
  $ callstorm ab --a reference --b ./mine.bridge.yaml
  $ callstorm ab --a ./main.bridge.yaml --b ./change.bridge.yaml --metric websocket.latency.p99 ingress.reply.p50

Both bridges run at the same time and take turns in blocks of a quarter of a second, A B B A B A A B, so that what disturbs the
machine disturbs both. It takes about a minute, and 4 at most. A change below 5 % is not called one; in simulated noise 10 %
is found 95 times in 100.

Exit codes: 0 B is not worse, 1 B is worse, 2 could not be told, 3 the harness broke, 64 usage, 130 stopped by Ctrl-C`

/** `callstorm ab`: whether one bridge is slower than another, on noisy machines as well. */
export function registerAb(program: Command): void {
  program
    .command('ab')
    .description('tell whether bridge B is slower than bridge A, side by side')
    .requiredOption('--a <profile>', 'profile of the bridge that is the measure')
    .requiredOption('--b <profile>', 'profile of the bridge that is judged')
    .option(
      '--scenario <id>',
      'whose traffic it is, see `callstorm list`; calls that take long are left out',
      'busy-hour',
    )
    .option('--rate <calls/s>', 'calls per second within a block', parsePositive, DEFAULT_RATE)
    .option('--metric <latency...>', `latencies that B is judged by (default: ${DEFAULT_METRICS.join(', ')})`)
    .option('--seed <text>', 'seed of all chance (default: random)')
    .option('--out <folder>', 'where reports go', 'reports/out')
    .option('--json', 'print the record as JSON instead of the summary')
    .option('--quiet', 'print the verdict only')
    .addHelpText('after', EXAMPLE)
    .action(async (options: AbOptions) => {
      const scenario = findScenario(options.scenario)
      const metrics = [...new Set(options.metric ?? DEFAULT_METRICS)].map(parseMetric)
      const profiles = { a: bundledProfile(options.a, undefined), b: bundledProfile(options.b, undefined) }
      const external = Object.values(profiles).find(({ kind }) => kind === 'external')
      if (external) {
        throw new UsageError(
          `Cannot compare "${external.name}" as both bridges are started anew again and again: current kind is "external"`,
        )
      }
      makeReportFolder(options.out)
      process.exitCode = await executeAb({ scenario, profiles, metrics, options })
    })
}

function parseMetric(text: string): NamedLatency {
  try {
    return parseLatencyMetric(text)
  } catch (cause) {
    throw new UsageError(cause instanceof Error ? cause.message : String(cause), { cause })
  }
}
