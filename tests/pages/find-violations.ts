import axe, { type AxeResults, type RunOptions } from 'axe-core'
import type { Page } from 'playwright-core'

const OPTIONS: RunOptions = {
  runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] },
  resultTypes: ['violations'],
}

/**
 * What axe finds against WCAG 2.2 AA and good practice, a line each: the rule, how bad, and where. Folded details are
 * opened first, so that what is in them is checked too. It is injected by the debugger, which no policy forbids.
 */
export async function findViolations(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe.source)
  await page.evaluate('for (const details of document.querySelectorAll("details")) details.open = true')
  const { violations } = await page.evaluate<AxeResults>(`axe.run(document, ${JSON.stringify(OPTIONS)})`)
  return violations.flatMap(({ id, impact, help, nodes }) =>
    nodes.map(({ target, failureSummary = '' }) => {
      return `${id} (${impact ?? 'minor'}): ${help}: ${target.join(' ')}: ${failureSummary}`
    }),
  )
}
