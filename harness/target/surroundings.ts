import type { Environment } from './profile-schema.ts'
import { renderTemplate } from './template.ts'
import type { TemplateView } from './wiring.ts'

/** What a program needs of ours to run at all. Nothing else of the harness's environment reaches a bridge by itself. */
const PASSED_ON = ['PATH', 'HOME', 'USER', 'LANG', 'LC_ALL', 'TZ', 'TMPDIR'] as const

/** The few variables that every program is given. */
export function basicEnvironment(env: NodeJS.ProcessEnv = process.env): Record<string, string> {
  return Object.fromEntries(PASSED_ON.flatMap((name) => (env[name] === undefined ? [] : [[name, env[name]]])))
}

/** A profile's variables, filled in; null takes over our variable of the same name, where it is set. */
export function renderEnvironment(environment: Environment, view: TemplateView): Record<string, string> {
  const rendered = Object.entries(environment).flatMap(([name, value]): [string, string][] => {
    if (value === null) return view.env[name] === undefined ? [] : [[name, view.env[name]]]
    return [[name, typeof value === 'string' ? renderTemplate(value, view) : String(value)]]
  })
  return Object.fromEntries(rendered)
}
