import { executeApi, splitCommand, whenReady } from '../apis/api.ts'
import { cString, isTrue } from '../codec/c-text.ts'
import { text } from './command.ts'
import type { Command, CommandCall, CommandResult } from './command.ts'

/** `api <command> [<arguments>]`: runs it and answers with its output (wire specification 3.4). */
export const api: Command = {
  prefix: 'api ',
  access: 'authenticated',
  run(call) {
    const line = call.line.slice('api '.length)
    if (call.listener.limits?.mayRun(line) === false) return text('-ERR permission denied')
    if (isTrue(call.event.get('console_execute'))) return runConsole(call, line)
    return whenReady(runOne(call, line), response)
  },
}

function runOne({ core }: CommandCall, line: string): string | Promise<string> {
  const [command, args] = splitCommand(line)
  return whenReady(executeApi(core, command, args), (output) => output ?? `-ERR ${command} Command not found!\n`)
}

/** The line of a console: `;;` separates commands, and an unknown one is named with its arguments. */
async function runConsole({ core }: CommandCall, line: string): Promise<CommandResult> {
  let outputs = ''
  for (const part of line.split(';;')) {
    const [command, args] = splitCommand(part.trim())
    outputs += (await executeApi(core, command, args)) ?? `-ERR ${part.trim()} Command not found!\n`
  }
  return response(outputs)
}

function response(output: string): CommandResult {
  const body = cString(output) || '-ERR no reply\n'
  return { reply: { kind: 'frame', frame: `Content-Type: api/response\nContent-Length: ${body.length}\n\n${body}` } }
}
