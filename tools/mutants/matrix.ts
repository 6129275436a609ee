import type { CheckStatus } from '../../harness/model/check.ts'
import { type Expected, type Findings, isTrip } from './judge-mutants.ts'

/** One line per mutant: what it trips, what it should have tripped, and what it trips besides. */
export function matrixText(mutants: readonly Expected[], findings: readonly Findings[]): string {
  const width = Math.max(...mutants.map(({ name }) => name.length))
  return mutants
    .map((mutant) => {
      const found = findings.find(({ id }) => id === mutant.id)
      const listed = mutant.trips.map((check) => `${sign(found?.statuses.get(check))} ${check}`)
      const others = [...(found?.statuses ?? [])].filter(([check, status]) => isTrip(status) && !mutant.trips.includes(check)).length
      const cells = [...listed, ...(others > 0 ? [`and ${others} more`] : [])].join('  ')
      return `${mutant.id}  ${mutant.name.padEnd(width)}  ${cells || (found?.problem ?? '')}\n`
    })
    .join('')
}

const sign = (status: CheckStatus | undefined): string => {
  if (status === undefined) return '-'
  return isTrip(status) ? '✓' : status === 'pass' ? '✗' : '?'
}
