import type { Command } from 'commander'
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
import { createCommand, throwing } from './run-program.ts'
import { registerSaturate } from './saturate.ts'
import { registerSimulate } from './simulate.ts'

const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { version: string }

/** The command line with every command registered. Its errors are thrown: it never ends the process. */
export function createProgram(): Command {
  const program = createCommand('callstorm')
    .description('Load and conformance test harness for telephony event bridges')
    .version(version)
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
  return throwing(program)
}
