import type { Api, ApiCall } from './api.ts'

const LOADED = [
  'mod_commands', 'mod_conference', 'mod_console', 'mod_db', 'mod_dialplan_xml', 'mod_dptools', 'mod_event_socket',
  'mod_expr', 'mod_fifo', 'mod_hash', 'mod_loopback', 'mod_native_file', 'mod_sms', 'mod_sndfile', 'mod_sofia',
  'mod_tone_stream', 'mod_valet_parking',
] as const
const EVENT_SOCKET = 'mod_event_socket'

/** `module_exists`, `load`, `unload` and `reload` of one node; modules are names only. */
export function moduleApis(): readonly Api[] {
  const modules = new Set<string>(LOADED)
  const known: ReadonlySet<string> = new Set(LOADED)

  const load = ({ args }: ApiCall): string => {
    if (modules.has(args)) return '+OK Reloading XML\n-ERR [Module already loaded]\n'
    if (!known.has(args)) return '+OK Reloading XML\n-ERR [module load file routine returned an error]\n'
    modules.add(args)
    return '+OK Reloading XML\n+OK\n'
  }

  const unload = ({ core, args }: ApiCall): string => {
    if (!modules.has(args)) return '-ERR [No such module!]\n'
    if (args === EVENT_SOCKET) core.disconnectAll()
    else modules.delete(args)
    return '+OK\n'
  }

  const reload = ({ core, args }: ApiCall): string => {
    if (!modules.has(args)) return '+OK Reloading XML\n-ERR unloading module [No such module!]\n'
    if (args === EVENT_SOCKET) core.disconnectAll()
    return '+OK Reloading XML\n+OK module unloaded\n+OK module loaded\n'
  }

  return [
    { name: 'module_exists', run: ({ args }) => String(modules.has(args)) },
    { name: 'load', run: load },
    { name: 'unload', run: unload },
    { name: 'reload', run: reload },
  ]
}
