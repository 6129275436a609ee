import { executeApi, splitCommand } from './api.ts'
import type { Api } from './api.ts'
import type { SwitchCore } from '../switch-core.ts'

/** Innermost `${name}` or `${command(arguments)}`. */
const REFERENCE = /\$\{([^${}()]+)(?:\(([^{}]*)\))?\}/
/** Depth of nested references that is expanded. */
const MAX_ROUNDS = 100

/** `eval <text>`: the text with its references expanded. */
export const evalText: Api = { name: 'eval', run: ({ core, args }) => expandText(core, withoutUuid(args)) }

/** `expand <command> [<arguments>]`: runs the command whose references have been expanded. */
export const expand: Api = {
  name: 'expand',
  async run({ core, args }) {
    if (withoutUuid(args) === '') return '-ERR No input\n'
    const [command, rest] = splitCommand(await expandText(core, withoutUuid(args)))
    return executeApi(core, command, rest)
  },
}

/** Replaces global variables and calls of API commands; what is not set becomes nothing. */
async function expandText(core: SwitchCore, text: string): Promise<string> {
  let expanded = text
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const [whole, name = '', args] = REFERENCE.exec(expanded) ?? []
    if (whole === undefined) break
    const value = args === undefined ? core.globals.get(name) : await executeApi(core, name, args)
    expanded = expanded.replace(whole, () => value ?? '')
  }
  return expanded
}

function withoutUuid(args: string): string {
  return args.replace(/^uuid:\S+ /, '')
}
