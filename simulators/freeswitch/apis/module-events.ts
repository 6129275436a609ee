import type { FsHeader } from '../codec/event.ts'
import { eventType } from '../events/event-types.ts'
import type { SwitchCore } from '../switch-core.ts'
import { moduleFile, type ModuleInterface, moduleInterfaces } from './interfaces.ts'

const FILE = 'switch_loadable_module.c'
/** Lines that fire MODULE_UNLOAD, by type of interface, as recorded; MODULE_LOAD is recorded of an application only. */
const UNLOAD_LINES: Readonly<Record<string, number>> = {
  endpoint: 1187,
  codec: 1241,
  dialplan: 1259,
  application: 1301,
  api: 1358,
  json_api: 1390,
  file: 1422,
  chat: 1608,
  management: 1654,
  limit: 1672,
  generic: 1683,
}
const LOAD_LINE = 385

/** Fires MODULE_LOAD for each interface of a module. */
export function fireModuleLoad(core: SwitchCore, module: string): void {
  const file = { file: FILE, function: 'switch_loadable_module_process', line: LOAD_LINE }
  for (const offered of interfacesOf(module)) {
    fire(core, 'MODULE_LOAD', file, [...told(offered), ['key', module], ['filename', moduleFile(module)]])
  }
}

/** Fires MODULE_UNLOAD for each interface of a module. */
export function fireModuleUnload(core: SwitchCore, module: string): void {
  for (const offered of interfacesOf(module)) {
    const line = UNLOAD_LINES[offered.type] ?? LOAD_LINE
    const ofApi: FsHeader[] = offered.type === 'api' ? [['key', module], ['filename', moduleFile(module)]] : []
    const site = { file: FILE, function: 'switch_loadable_module_unprocess', line }
    fire(core, 'MODULE_UNLOAD', site, [...told(offered), ...ofApi])
  }
}

const interfacesOf = (module: string): readonly ModuleInterface[] =>
  moduleInterfaces().filter((offered) => offered.module === module)

const told = ({ type, name, description, syntax }: ModuleInterface): FsHeader[] =>
  [['type', type], ['name', name], ['description', description], ['syntax', syntax]].flatMap(
    ([header = '', value = '']): FsHeader[] => (value === '' ? [] : [[header, value]]),
  )

function fire(
  core: SwitchCore,
  name: 'MODULE_LOAD' | 'MODULE_UNLOAD',
  site: { readonly file: string; readonly function: string; readonly line: number },
  headers: readonly FsHeader[],
): void {
  const base = core.baseHeaders(name, site)
  core.fireEvent({ type: eventType(name), subclass: undefined, headers: [...base, ...headers], body: undefined })
}
