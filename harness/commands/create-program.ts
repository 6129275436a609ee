import { Command } from 'commander'
import { readFileSync } from 'node:fs'
import { registerAb } from './ab.ts'
import { registerCapacity } from './capacity.ts'
import { registerCompare } from './compare.ts'
import { registerConformance } from './conformance.ts'
import { registerDoctor } from './doctor.ts'
import { registerGate } from './gate.ts'
import { registerList } from './list.ts'
import { registerMerge } from './merge.ts'
import { registerRecord } from './record.ts'
import { registerRun } from './run.ts'
import { registerSaturate } from './saturate.ts'
import { registerSimulate } from './simulate.ts'

const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { version: string }

/** The command line with every command registered. Its errors are thrown: it never ends the process. */
export function createProgram(): Command {
  const program = new Command('callstorm')
    .description('Load and conformance test harness for telephony event bridges')
    .version(version)
    .showHelpAfterError('(add --help for the accepted options and an example)')
    .exitOverride()
  registerRun(program)
  registerRecord(program)
  registerConformance(program)
  registerCapacity(program)
  registerGate(program)
  registerAb(program)
  registerCompare(program)
  registerMerge(program)
  registerSaturate(program)
  registerList(program)
  registerSimulate(program)
  registerDoctor(program)
  for (const command of program.commands) inherit(command)
  return program
}

/** Subcommands do not take these settings over from their parent by themselves. */
function inherit(command: Command): void {
  command.exitOverride().showHelpAfterError('(add --help for the accepted options and an example)')
  for (const child of command.commands) inherit(child)
}
