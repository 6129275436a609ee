/** `npm run mutants`: proves the conformance checks. Each must pass on the reference bridge and trip on the mutants made for it. */
import { parseInteger, parseLength } from '../harness/commands/parse-option.ts'
import { createCommand, runProgram } from '../harness/commands/run-program.ts'
import { type MutantsOptions, runMutants } from './mutants/run-mutants.ts'

const EXAMPLE = `
Examples:
  $ npm run mutants
  $ npm run mutants -- M01 X03
  $ npm run mutants -- --all --minutes 90

Exit codes: 0 all are caught, 1 one is not, 3 broken, 64 usage, 130 stopped by Ctrl-C`

const program = createCommand('mutants')
  .description('prove the conformance checks: each passes on the reference bridge and trips on the mutants made for it')
  .argument('[ids...]', 'only these mutants, with the checks that they trip')
  .option('--all', 'run every check on every mutant')
  .option('--jobs <n>', 'mutants at the same time', parseInteger(1, 64), 5)
  .option('--minutes <n>', 'time for everything (default: 15, with --all 90)', (text: string) => parseLength(`${text}m`) / 60)
  .option('--seed <text>', 'seed of all chance', 'mutants')
  .option('--out <folder>', 'where records and evidence go (default: a folder for temporary files)')
  .addHelpText('after', EXAMPLE)
  .action(async (ids: readonly string[], options: MutantsOptions) => {
    process.exitCode = await runMutants(ids, options)
  })

await runProgram(program)
