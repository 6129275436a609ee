import { UnknownCheckError } from './unknown-check-error.ts'

/** Patterns of check ids: `esl/percent`, `esl/*`, `esl`, any with `*`. */
export interface Selection {
  readonly only: readonly string[]
  readonly skip: readonly string[]
}

/**
 * The checks that are meant, in their order.
 * @throws UnknownCheckError when a pattern matches none: a misspelt one must not make a run smaller in silence
 */
export function selectChecks<C extends { readonly id: string }>(checks: readonly C[], { only, skip }: Selection): C[] {
  for (const pattern of [...only, ...skip]) {
    if (!checks.some(({ id }) => globOf(pattern).test(id))) throw new UnknownCheckError(pattern, checks.map(({ id }) => id))
  }
  const [wanted, unwanted] = [only.map(globOf), skip.map(globOf)]
  return checks.filter(({ id }) => (wanted.length === 0 || wanted.some((glob) => glob.test(id))) && !unwanted.some((glob) => glob.test(id)))
}

/** A bare topic stands for all its checks. */
function globOf(pattern: string): RegExp {
  const whole = pattern.includes('/') || pattern.includes('*') ? pattern : `${pattern}/*`
  return new RegExp(`^${whole.replaceAll(/[$()+.?[\\\]^{|}]/g, '\\$&').replaceAll('*', '.*')}$`)
}
