import { z } from 'zod'
import { profileSchema } from './profile-schema.ts'

/** One thing that is wrong with a profile. */
export interface Problem {
  readonly path: readonly PropertyKey[]
  /** What must be the case, without the path and the current value. */
  readonly rule: string
}

type Issue = z.core.$ZodIssue

/** Every problem that the schema found, unknown keys one by one, with what is accepted in its place. */
export function problemsOf(issues: readonly Issue[]): Problem[] {
  return issues.flatMap((issue) => {
    switch (issue.code) {
      case 'unrecognized_keys':
        return issue.keys.map((key) => ({
          path: [...issue.path, key],
          rule: `is not a key here, accepted are ${acceptedKeys(issue.path).join(', ')}`,
        }))
      case 'invalid_union':
        return [{ path: issue.path, rule: `must be ${expectedBy(issue.errors).join(' or ')}` }]
      default:
        return [{ path: issue.path, rule: ruleOf(issue) }]
    }
  })
}

function ruleOf(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return `must be ${typeName(issue.expected)}`
    case 'invalid_value':
      return `must be one of ${issue.values.map((value) => JSON.stringify(value)).join(', ')}`
    case 'too_small':
      return issue.origin === 'array' ? `must have at least ${issue.minimum} item` : `must be ${issue.inclusive === false ? 'more than' : 'at least'} ${issue.minimum}${issue.origin === 'string' ? ' character long' : ''}`
    case 'too_big':
      return `must be at most ${issue.maximum}`
    case 'invalid_key':
      return issue.issues.map(ruleOf).join(', ')
    default:
      return issue.message
  }
}

function expectedBy(branches: readonly (readonly Issue[])[]): string[] {
  return branches.flatMap((branch) => branch.map((issue) => (issue.code === 'invalid_type' ? typeName(issue.expected) : issue.message)))
}

function typeName(expected: string): string {
  const names: Readonly<Record<string, string>> = {
    string: 'text',
    array: 'a list',
    object: 'a map of keys and values',
    record: 'a map of keys and values',
    int: 'a whole number',
    number: 'a number',
    boolean: 'true or false',
    null: 'null',
  }
  return names[expected] ?? expected
}

const jsonSchema = z.toJSONSchema(profileSchema, { io: 'input' })

/** Names of the keys that the schema accepts at a path. */
function acceptedKeys(path: readonly PropertyKey[]): string[] {
  let schema: unknown = jsonSchema
  for (const part of path) schema = typeof part === 'number' ? get(schema, 'items') : get(get(schema, 'properties'), String(part))
  return Object.keys(Object(get(schema, 'properties')))
}

function get(value: unknown, key: string): unknown {
  return Object.entries(Object(value)).find(([name]) => name === key)?.[1]
}
