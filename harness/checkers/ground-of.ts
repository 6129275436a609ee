import type { Ground } from '../model/conformance.ts'

/**
 * What it rests on that `came` differs from `due`: nothing but absence when something is missing and all else is as it
 * should be; what is out of order, foreign or there too often is a fact.
 */
export function groundOf(came: readonly string[], due: readonly string[], { ordered }: { readonly ordered: boolean }): Ground {
  const [some, all] = ordered ? [came, due] : [came.toSorted(), due.toSorted()]
  let at = 0
  for (const one of all) if (some[at] === one) at++
  return at === some.length ? 'absence' : 'fact'
}
