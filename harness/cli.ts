/** The command line. */
import { createProgram } from './commands/create-program.ts'
import { runProgram } from './commands/run-program.ts'

await runProgram(createProgram())
