import type { Command } from 'commander'
import { examineMachine } from '../doctor/examine-machine.ts'
import { findingsTable } from '../doctor/findings-table.ts'
import { EXIT } from '../model/verdict.ts'

/** `callstorm doctor`: what this machine has and what that allows. */
export function registerDoctor(program: Command): void {
  program
    .command('doctor')
    .description('examine this machine and say what it allows')
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExample:\n  $ callstorm doctor')
    .action(async (options: { json?: boolean }) => {
      const findings = await examineMachine()
      process.stdout.write(options.json ? `${JSON.stringify(findings, undefined, 2)}\n` : findingsTable(findings))
      if (findings.some(({ must, status }) => must && status === 'missing')) process.exitCode = EXIT.fail
    })
}
