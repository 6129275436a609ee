import { type Command, InvalidArgumentError } from 'commander'
import { QUICK, THOROUGH } from '../capacity/search-rules.ts'
import { bundledProfile } from './bundled-profile.ts'
import type { CapacityOptions } from './capacity-options.ts'
import { checkObjectives } from './check-objectives.ts'
import { executeCapacity } from './execute-capacity.ts'
import { findScenario } from './find-scenario.ts'
import { parseDuration, parseInteger, parseLength, parsePositive } from './parse-option.ts'
import { makeReportFolder } from './report-folder.ts'
import { UsageError } from './usage-error.ts'

const EXAMPLE = `
Examples:
  $ callstorm capacity --bridge reference --scenario busy-hour
  $ callstorm capacity --quick --objective 'websocket.latency.p99 < 100ms' --within 3m
  $ callstorm capacity --quick --over subscribers=1,2,4,8,16

Exit codes: 0 found, 1 no rate passes, 2 could not be verified, 3 the harness broke, 64 usage, 130 stopped by Ctrl-C`

/** `callstorm capacity`: the highest rate at which a bridge meets all objectives. */
export function registerCapacity(program: Command): void {
  program
    .command('capacity')
    .description('find the highest rate of calls at which a bridge meets all objectives')
    .option('--bridge <profile>', 'profile of the bridge: a file, or the name of a bundled one', 'reference')
    .option('--scenario <id>', 'whose traffic it is, see `callstorm list`', 'busy-hour')
    .option('--objective <text...>', "objectives instead of the scenario's own")
    .option('--start <calls/s>', "first rate to try (default: the scenario's)", parsePositive)
    .option('--lowest <calls/s>', 'lowest rate to try', parsePositive, 1)
    .option('--highest <calls/s>', 'highest rate to try', parsePositive, 100_000)
    .option('--window <time>', 'measured part of a probe (default: 5s)', parseLength)
    .option('--warmup <time>', 'part of a probe before it', parseDuration, 2)
    .option('--quick', 'fewer probes: a figure to go by, 10 to 15 % off at times')
    .option(
      '--within <time>',
      'begins no further probe after so long; the answer is then unknown, with the bracket so far',
      parseLength,
    )
    .option(
      '--over <size=list>',
      'repeats the search for each size and fits how it scales: subscribers=1,2,4,8,16',
      parseSizes,
    )
    .option('--subscribers <n>', 'websocket subscribers', parseInteger(0, 10_000))
    .option('--expiry <time>', 'expiry of registrations that registered endpoints are counted by', parseLength, 300)
    .option('--seed <text>', 'seed of all chance (default: random)')
    .option('--out <folder>', 'where reports go', 'reports/out')
    .option('--live [port]', 'serve a page on loopback that shows the search while it goes on (default port: a free one)', parseInteger(0, 65_535))
    .option('--json', 'print the record as JSON instead of the summary')
    .option('--quiet', 'print the verdict only')
    .addHelpText('after', EXAMPLE)
    .action(async (options: CapacityOptions) => {
      const scenario = findScenario(options.scenario)
      const objectives = withLoss(options.objective ?? scenario.objectives)
      checkObjectives(objectives)
      if (options.lowest > options.highest) {
        throw new UsageError(
          `Cannot search as the lowest rate must not exceed the highest: current values are ${options.lowest} and ${options.highest}`,
        )
      }
      if (options.start !== undefined && (options.start < options.lowest || options.start > options.highest)) {
        throw new UsageError(
          `Cannot search as the first rate must be from the lowest to the highest, ${options.lowest} to ${options.highest}: current value is ${options.start}`,
        )
      }
      if (options.over !== undefined && options.subscribers !== undefined) {
        throw new UsageError('Cannot search as either --over or --subscribers says how many subscribers there are: leave one out')
      }
      const profile = bundledProfile(options.bridge, undefined)
      const rules = options.quick ? QUICK : THOROUGH
      makeReportFolder(options.out)
      process.exitCode = await executeCapacity({ scenario, objectives, profile, rules, options })
    })
}

/** A rate at which events get lost is not one that a bridge is good for, unless the objectives say how many may. */
const withLoss = (objectives: readonly string[]): readonly string[] =>
  objectives.some((text) => text.trim().startsWith('events.lost')) ? objectives : [...objectives, 'events.lost == 0']

const MOST_SUBSCRIBERS = 10_000

function parseSizes(text: string): readonly number[] {
  const [, list = ''] = /^subscribers=(\d+(?:,\d+)*)$/.exec(text) ?? []
  const sizes = list.split(',').map(Number)
  if (list === '' || sizes.some((size) => size < 1 || size > MOST_SUBSCRIBERS)) {
    throw new InvalidArgumentError(
      `accepted is subscribers= with a list of whole numbers from 1 to ${MOST_SUBSCRIBERS}.`,
    )
  }
  if (new Set(sizes).size < 5) throw new InvalidArgumentError('a law of scalability needs 5 different sizes at least.')
  return sizes
}
