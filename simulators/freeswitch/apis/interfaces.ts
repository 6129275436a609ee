import { readFileSync } from 'node:fs'

/** What a module offers: an API command, an application, an endpoint and so on. */
export interface ModuleInterface {
  readonly type: string
  readonly name: string
  /** Empty when it has none, as with `syntax`. */
  readonly description: string
  readonly syntax: string
  /** The module that it comes from, such as `mod_commands`. */
  readonly module: string
}

type Row = readonly [type: string, name: string, description: string, syntax: string, module: string]

let known: readonly ModuleInterface[] | undefined

/**
 * The interfaces of a FreeSWITCH with the usual modules, by type and name: what `show` lists and what module events
 * name. What this simulator can run of them is another matter, see `apis.ts` and `applications.ts`.
 */
export function moduleInterfaces(): readonly ModuleInterface[] {
  known ??= readRows().map(([type, name, description, syntax, module]) => ({ type, name, description, syntax, module }))
  return known
}

const readRows = (): readonly Row[] =>
  JSON.parse(readFileSync(new URL('interfaces.json', import.meta.url), 'utf8')) as readonly Row[]

/** The file of a module; parts of the core have none. */
export const moduleFile = (module: string): string => (module.startsWith('mod_') ? `/usr/fs/mod/${module}.so` : '')
