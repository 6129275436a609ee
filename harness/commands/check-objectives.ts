import { parseObjective } from '../metrics/objective.ts'
import { UsageError } from './usage-error.ts'

/** Refuses objectives that cannot be read, all of them at once. @throws UsageError a line for each */
export function checkObjectives(objectives: readonly string[]): void {
  const problems = objectives.flatMap((text) => {
    try {
      parseObjective(text)
      return []
    } catch (error) {
      return [error instanceof Error ? error.message : String(error)]
    }
  })
  if (problems.length > 0) throw new UsageError(problems.join('\n'))
}
