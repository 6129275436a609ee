import { fileURLToPath } from 'node:url'
import { createGenerator, type Schema } from 'ts-json-schema-generator'
import { RECORD_KINDS } from './record-kinds.ts'

const path = (file: string): string => fileURLToPath(new URL(`../${file}`, import.meta.url))

/**
 * JSON Schema of a kind of record, made from its type and the comments on it: type and schema cannot differ. A member
 * whose type includes undefined may be left out, as JSON leaves it out; no member may be added.
 */
export function recordSchema(name: keyof typeof RECORD_KINDS): Schema {
  const { type, file, title } = RECORD_KINDS[name]
  const generator = createGenerator({
    path: path(`harness/model/${file}`),
    tsconfig: path('tsconfig.json'),
    type,
    // The type check of the project is another step, by another version of the compiler.
    skipTypeCheck: true,
    expose: 'export',
    topRef: false,
    additionalProperties: false,
    jsDoc: 'extended',
  })
  return { $id: `urn:callstorm:record:1:${name}`, title, ...withoutDefaults(generator.createSchema(type)) }
}

/** Our comments say a default in words, which a schema would take for the value itself. */
function withoutDefaults<T>(node: T): T {
  if (Array.isArray(node)) return node.map((item: unknown) => withoutDefaults(item)) as T
  if (typeof node !== 'object' || node === null) return node
  const members = Object.entries(node as object).filter(([key, value]) => key !== 'default' || typeof value === 'object')
  return Object.fromEntries(members.map(([key, value]: [string, unknown]) => [key, withoutDefaults(value)])) as T
}

/** Texts of `docs/schema/<name>.schema.json` by path from the project's root. */
export const recordSchemaFiles = (): ReadonlyMap<string, string> =>
  new Map(
    (Object.keys(RECORD_KINDS) as (keyof typeof RECORD_KINDS)[]).map((name) => [
      `docs/schema/${name}.schema.json`,
      `${JSON.stringify(recordSchema(name), undefined, 2)}\n`,
    ]),
  )
