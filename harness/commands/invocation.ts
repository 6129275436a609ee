/**
 * How this very process was called, to print commands that repeat a run as they can be typed: `npm start --` from a
 * clone, `npx callstorm` from an installed package, `callstorm` otherwise. npm tells by `npm_lifecycle_event`.
 */
export function invocation(environment: NodeJS.ProcessEnv = process.env): string {
  if (environment['npm_lifecycle_event'] === 'start') return 'npm start --'
  return environment['npm_lifecycle_event'] === 'npx' ? 'npx callstorm' : 'callstorm'
}
