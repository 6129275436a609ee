import type { Api } from './api.ts'

/** `global_getvar [<name>]`: the bare value, or without a name all as `name=value` lines. */
export const globalGetvar: Api = {
  name: 'global_getvar',
  run({ core, args }) {
    if (args !== '') return core.globals.get(args) ?? ''
    return [...core.globals].map(([name, value]) => `${name}=${value}\n`).join('')
  },
}

/** Variables that one node keeps. */
const MAX_GLOBALS = 10_000

/** `global_setvar <name>=<value>`: an empty value unsets. */
export const globalSetvar: Api = {
  name: 'global_setvar',
  run({ core, args }) {
    const [name = '', ...rest] = args.split('=')
    if (name === '') return '-USAGE: <var>=<value> [=<value2>]\n'
    const value = rest.join('=')
    if (value === '') core.globals.delete(name)
    else if (core.globals.size < MAX_GLOBALS || core.globals.has(name)) core.globals.set(name, value)
    else return '-ERR'
    return '+OK'
  },
}
