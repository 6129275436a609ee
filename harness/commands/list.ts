import type { Command } from 'commander'
import { SCENARIOS } from '../../scenarios/index.ts'

/** `callstorm list`: every scenario with what it proves. */
export function registerList(program: Command): void {
  program
    .command('list')
    .description('list the load scenarios and what each proves')
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExample:\n  $ callstorm list')
    .action((options: { json?: boolean }) => {
      if (options.json) {
        process.stdout.write(`${JSON.stringify(SCENARIOS, undefined, 2)}\n`)
        return
      }
      for (const scenario of SCENARIOS) {
        process.stdout.write(`${scenario.id.padEnd(24)} ${scenario.title}: ${scenario.proves}\n`)
        for (const objective of scenario.objectives) process.stdout.write(`${''.padEnd(26)}${objective}\n`)
      }
    })
}
