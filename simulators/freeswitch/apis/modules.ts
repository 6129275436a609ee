import type { Api, ApiCall } from './api.ts'
import { moduleInterfaces } from './interfaces.ts'
import { fireModuleLoad, fireModuleUnload } from './module-events.ts'
import { fireReloadxml } from './reloadxml.ts'

const LOAD_USAGE = '-USAGE: <mod_name>\n'
const UNLOAD_USAGE = '-USAGE: [-f] <mod_name>\n'
const EVENT_SOCKET = 'mod_event_socket'

/** `module_exists`, `load`, `unload` and `reload` of one node: names of modules, and the events of what they offer. */
export function moduleApis(): readonly Api[] {
  const known: ReadonlySet<string> = new Set(moduleInterfaces().map(({ module }) => module))
  const modules = new Set(known)

  const load = ({ core, args }: ApiCall): string => {
    if (args === '') return LOAD_USAGE
    fireReloadxml(core)
    if (modules.has(args)) return '+OK Reloading XML\n-ERR [Module already loaded]\n'
    if (!known.has(args)) return '+OK Reloading XML\n-ERR [module load file routine returned an error]\n'
    modules.add(args)
    fireModuleLoad(core, args)
    return '+OK Reloading XML\n+OK\n'
  }

  const unload = ({ core, args: line }: ApiCall): string => {
    const args = withoutFlags(line)
    if (args === '') return UNLOAD_USAGE
    if (!modules.has(args)) return '-ERR [No such module!]\n'
    if (args === EVENT_SOCKET) core.disconnectAll()
    else {
      modules.delete(args)
      fireModuleUnload(core, args)
    }
    return '+OK\n'
  }

  const reload = ({ core, args: line }: ApiCall): string => {
    const args = withoutFlags(line)
    if (args === '') return UNLOAD_USAGE
    if (!modules.has(args)) return '+OK Reloading XML\n-ERR unloading module [No such module!]\n'
    if (args === EVENT_SOCKET) core.disconnectAll()
    else fireModuleUnload(core, args)
    fireReloadxml(core)
    if (args !== EVENT_SOCKET) fireModuleLoad(core, args)
    return '+OK Reloading XML\n+OK module unloaded\n+OK module loaded\n'
  }

  return [
    { name: 'module_exists', run: ({ args }) => (args === '' ? '' : String(modules.has(args))) },
    { name: 'load', run: load },
    { name: 'unload', run: unload },
    { name: 'reload', run: reload },
  ]
}

/** `-f` unloads a module that is in use. */
const withoutFlags = (line: string): string => line.replace(/^-[^ ]* /, '')
