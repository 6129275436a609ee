import type { Reporter, TestModule } from 'vitest/node'
import { GOLDEN_FAMILIES, type GoldenFamily } from './golden-meta.ts'

/** Whether each recording of a family matches, by its name. */
type Outcomes = ReadonlyMap<string, boolean>

/** Prints at the end of a test run how many recordings of a real server matched; nothing when none was replayed. */
export default class GoldenReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const rows = GOLDEN_FAMILIES.map((family) => ({ family, outcomes: outcomesOf(modules, family) }))
    const known = rows.filter(({ outcomes }) => outcomes.size > 0)
    if (known.length > 0) console.log(`\n${table(known)}\n`)
  }
}

function outcomesOf(modules: readonly TestModule[], family: GoldenFamily): Outcomes {
  const outcomes = new Map<string, boolean>()
  for (const test of modules.flatMap((module) => [...module.children.allTests()])) {
    for (const mark of test.meta().golden ?? []) {
      if (mark.family !== family) continue
      const matches = test.result().state === 'passed' && mark.isPending !== true
      outcomes.set(mark.name, matches && outcomes.get(mark.name) !== false)
    }
  }
  return outcomes
}

function table(rows: readonly { readonly family: string; readonly outcomes: Outcomes }[]): string {
  const line = (family: string, matched: number, total: number): string =>
    ` ${family.padEnd(12)} ${String(matched).padStart(5)} / ${String(total).padEnd(5)}`
  const counts = rows.map(({ family, outcomes }) => ({ family, all: [...outcomes.values()] }))
  const lines = counts.map(({ family, all }) => line(family, all.filter(Boolean).length, all.length))
  const everything = counts.flatMap(({ all }) => all)
  const sum = line('all', everything.filter(Boolean).length, everything.length)
  return [' recordings of a real FreeSWITCH, matched / total', ...lines, sum].join('\n')
}
