/** `npm run ab-trials`: how often `callstorm ab` calls a bridge worse than itself, or than one that is slower. */
import { InvalidArgumentError } from 'commander'
import { parseInteger, parsePositive } from '../harness/commands/parse-option.ts'
import { DEFAULT_RATE } from '../harness/gate/latency-metrics.ts'
import { createCommand, runProgram } from '../harness/commands/run-program.ts'
import { runTrials, type TrialsOptions } from './ab-trials/run-trials.ts'

const EXAMPLE = `
Examples:
  $ npm run ab-trials -- --trials 40 --file same.json
  $ npm run ab-trials -- --trials 40 --slowdown 10% --file slower.json

With --slowdown 0% both sides are the same build, and every fail is a false alarm. Otherwise B is bridges/slowed, whose
busy work for each event is calibrated by a pilot until the judged latencies are longer by that share in the mean.
After a stop the same command goes on with the trials that are missing.

Exit codes: 0 done, 3 broken, 64 usage, 130 stopped by Ctrl-C`

function parseShare(text: string): number {
  const [, percent] = /^(\d+(?:\.\d+)?)%?$/.exec(text) ?? []
  if (percent === undefined) throw new InvalidArgumentError('accepted are shares such as 10%.')
  return Number(percent) / 100
}

function parseMicroseconds(text: string): number {
  if (!/^\d+(?:\.\d+)?$/.test(text)) throw new InvalidArgumentError('accepted is a number of microseconds, such as 120.')
  return Number(text)
}

const program = createCommand('ab-trials')
  .description('count how often `callstorm ab` calls the reference worse than itself, or than a build that is slower by a share')
  .option('--trials <n>', 'comparisons', parseInteger(1, 100_000), 40)
  .option('--slowdown <share>', 'how much slower B is', parseShare, 0)
  .option('--busy <us>', 'busy work of B for each event, in place of a pilot', parseMicroseconds)
  .option('--scenario <id>', 'whose traffic it is', 'busy-hour')
  .option('--rate <calls/s>', 'calls per second within a block', parsePositive, DEFAULT_RATE)
  .option('--seed <text>', 'seed of all chance', 'trials')
  .option('--attempts <n>', 'how often a trial that is invalid is made, as in CI', parseInteger(1, 100), 2)
  .option('--pilots <n>', 'comparisons that calibrate the busy work', parseInteger(1, 100), 2)
  .option('--under <command>', 'command that each trial is run under, such as one that takes a lock')
  .option('--file <file>', 'where the trials are kept', 'ab-trials.json')
  .addHelpText('after', EXAMPLE)
  .action((options: TrialsOptions) => runTrials(options))

await runProgram(program)
