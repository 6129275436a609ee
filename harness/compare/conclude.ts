import { comparabilityProblems } from '../gate/comparability.ts'
import type { ComparedLatency, ComparedObjective, ComparedSide, ComparisonRecord, Conclusion, LatencyChange } from '../model/comparison.ts'
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
  const worse = [...deliveryFacts(figures.sides), ...slower(figures)]
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

const slower = (figures: Figures): string[] =>
  remarks(figures, ({ asserted }, change) =>
    asserted && change.kind === 'runs' && change.status === 'worse' ? ` (p ${change.adjustedP.toPrecision(2)})` : undefined,
  )

/** Latencies that are higher than chance within the runs explains, and no proof: of single runs, or of no objective. */
const standingOut = (figures: Figures): string[] =>
  remarks(figures, (_, change) => {
    if (change.kind === 'runs' && change.status === 'worse') return ` (p ${change.adjustedP.toPrecision(2)}), which no objective is about`
    if (change.kind !== 'blocks' || change.status !== 'apart' || change.shift <= MARGIN) return undefined
    return ': more than the noise within the runs, and no proof against the bridge'
  })

type Remark = (latency: ComparedLatency, change: LatencyChange) => string | undefined

/** A line for each change that there is something to say about. */
function remarks({ sides, latencies }: Figures, remark: Remark): string[] {
  return latencies.flatMap((latency) =>
    latency.changes.flatMap((change, i) => {
      const said = remark(latency, change)
      if (said === undefined || change.shift === undefined) return []
      const percent = ((Math.exp(change.shift) - 1) * 100).toFixed(1)
      return [`${latency.metric} of ${sides[i + 1]?.name} is ${percent} % higher than of ${sides[0]?.name}${said}`]
    }),
  )
}

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
