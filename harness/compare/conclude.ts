import { comparabilityProblems } from '../gate/comparability.ts'
import type { ComparedObjective, ComparedSide, ComparisonRecord, Conclusion } from '../model/comparison.ts'
import { MARGIN } from './run-values.ts'
import type { Side } from './side.ts'

type Figures = Pick<ComparisonRecord, 'sides' | 'objectives' | 'latencies'>

/** What may be concluded from compared figures, and what stands out in them without being a proof. */
export function conclude(sides: readonly Side[], figures: Figures): Conclusion {
  const [base, ...others] = sides
  const problems = others.flatMap((other) =>
    comparabilityProblems(base?.runs ?? [], other.runs).map((problem) =>
      problem.replace(' of the baseline ', ` of ${base?.name} `).replace(' of the candidate ', ` of ${other.name} `),
    ),
  )
  if (problems.length > 0) return { kind: 'incomparable', reasons: [...new Set(problems)] }
  const worse = [...deliveryFacts(figures.sides), ...slower(figures, true)]
  if (worse.length > 0) return { kind: 'worse', reasons: worse }
  return { kind: 'compared', reasons: [...missedByOthers(figures), ...standingOut(figures)] }
}

/** What no noise can make, and the base has none of. */
function deliveryFacts([base, ...others]: readonly ComparedSide[]): string[] {
  return (['lost', 'duplicate', 'reordered', 'unexpected'] as const).flatMap((key) =>
    others
      .filter(({ deliveries }) => deliveries[key] > 0 && base?.deliveries[key] === 0)
      .map(({ name, deliveries }) => `${name} has ${deliveries[key]} ${key} deliveries, ${base?.name} has none`),
  )
}

/** Latencies that are higher than chance explains, and no proof: no objective is about them, or single runs have them. */
const standingOut = (figures: Figures): string[] => [
  ...slower(figures, false).map((sentence) => `${sentence}, which no objective is about`),
  ...apart(figures),
]

/** What several runs of each side show, of the latencies that objectives are about or of the others. */
function slower({ sides, latencies }: Figures, isAsserted: boolean): string[] {
  return latencies
    .filter(({ asserted }) => asserted === isAsserted)
    .flatMap(({ metric, changes }) =>
      changes.flatMap((change, i) => {
        if (change.kind !== 'runs' || change.status !== 'worse') return []
        const p = change.adjustedP.toPrecision(2)
        return [`${metric} of ${sides[i + 1]?.name} is ${percentOf(change.shift)} higher than of ${sides[0]?.name} (p ${p})`]
      }),
    )
}

/** A line for each side that is slower than the noise within single runs explains. */
function apart({ sides: [base, ...others], latencies }: Figures): string[] {
  return others.flatMap(({ name }, i) => {
    const higher = latencies.flatMap(({ metric, changes }) => {
      const change = changes[i]
      const isHigher = change?.kind === 'blocks' && change.status === 'apart' && change.shift > MARGIN
      return isHigher ? [`${metric} by ${percentOf(change.shift)}`] : []
    })
    if (higher.length === 0) return []
    return [`${name} is slower than ${base?.name} by more than the noise within the runs, which is no proof against the bridge: ${higher.join(', ')}`]
  })
}

const percentOf = (shift: number): string => `${((Math.exp(shift) - 1) * 100).toFixed(1)} %`

/** Objectives that a run of a further side missed and all runs of the base met. */
function missedByOthers({ sides, objectives }: Figures): string[] {
  const isMet = (results: ComparedObjective['sides'][number] | undefined): boolean =>
    results !== undefined && results.length > 0 && results.every(({ status }) => status === 'met')
  return objectives
    .filter((objective) => isMet(objective.sides[0]))
    .flatMap((objective) =>
      objective.sides.flatMap((results, i) =>
        results.some(({ status }) => status === 'missed') ? [`${sides[i]?.name} misses ${objective.text}, which ${sides[0]?.name} meets`] : [],
      ),
    )
}
