import type { CheckStatus, Evidence } from './check.ts'
import type { CAPABILITIES_IN, Capabilities } from './scenario.ts'
import type { EnvironmentRecord } from './run-record.ts'
import type { Requirement } from './requirement.ts'
import type { Verdict } from './verdict.ts'

/** What a bridge must be able to do; `websocket` and `webhook` are outputs, `tls` goes with both, the others are inputs. */
export const ABILITIES = ['esl-inbound', 'esl-outbound', 'http-post', 'messaged-websocket', 'websocket', 'webhook', 'tls'] as const
export type Ability = (typeof ABILITIES)[number]

/** What the harness must be able to do to judge: it depends on how the bridge runs and what its profile passes on. */
export const MEANS = [
  /** Statistics of the bridge's process: memory, descriptors. */
  'process-statistics',
  /** What the bridge prints. */
  'log',
  /** Stopping and starting the bridge. */
  'restart',
  /** Starting the bridge on ports of our choice. */
  'ports',
  /** Stepping the wall clock of the bridge. */
  'clock',
  /** Having the bridge listen for IPv6 and IPv4 by one socket. */
  'dual-stack',
  /** Peers with other addresses than 127.0.0.1 reach the bridge as such. */
  'source-addresses',
] as const
export type Means = (typeof MEANS)[number]

/** One need, or several of which one is enough. */
export type Need = Ability | Means | readonly (Ability | Means)[]

/** A check as data: what stands in lists and reports. */
export interface CheckData {
  /** `topic/name`, greppable and never reused. */
  readonly id: string
  readonly title: string
  /** Ids of the requirements that it judges. */
  readonly requirements: readonly string[]
  readonly needs: readonly Need[]
  /** In words, one or two sentences. */
  readonly stimulus: string
  readonly expectation: string
  /** Faults that trip it. */
  readonly mutants: readonly string[]
  /** Whether what it asks for is not settled: a failure is then a warning, whatever the requirement says. @default false */
  readonly provisional?: boolean
}

/**
 * What a failure rests on: `fact`, what came or was said, which no machine that stood still can make; `absence`, what had
 * not come; `time`, what took long, or anything that does not say.
 */
export type Ground = 'fact' | 'absence' | 'time'

/** One judgement, the status of a check is the worst of its own. */
export interface Judgement {
  readonly status: CheckStatus
  readonly expected: string
  readonly actual: string
  readonly evidence: readonly Evidence[]
  /** Of what failed, or would have but for a standstill. @default 'time' */
  readonly ground?: Ground
}

export interface CheckResult {
  readonly id: string
  readonly title: string
  readonly requirements: readonly string[]
  readonly status: CheckStatus
  readonly expected: string
  readonly actual: string
  readonly evidence: readonly Evidence[]
  /** Judgements that are not a pass, the worst first, 50 at most. */
  readonly judgements: readonly Judgement[]
  readonly durationMs: number
  /** Statuses of all repetitions where they differ. */
  readonly flaky?: readonly CheckStatus[]
  /** Reason from the list of expected failures. */
  readonly expectedFailure?: string
}

/** Which checks judge a requirement, and what they found. */
export interface RequirementCoverage extends Pick<Requirement, 'id' | 'keyword' | 'text' | 'source'> {
  readonly checks: readonly string[]
  /** Worst status of its checks that ran; undefined when none did. */
  readonly status: CheckStatus | undefined
  /** Why no check can judge it, where that is so. */
  readonly notJudged?: string
}

/** Everything that a report needs about one conformance run: `conformance.json` holds exactly this. */
export interface ConformanceRecord {
  readonly schema: 'callstorm.conformance/1'
  readonly callstorm: string
  readonly startedAt: string
  readonly endedAt: string
  /** The command line that repeats the run, seed included. */
  readonly command: string
  readonly seed: string
  readonly strict: boolean
  /** Whether all HTTP and websocket connections were TLS; some checks ask for it in any run. */
  readonly tls?: boolean
  readonly profile: { readonly name: string; readonly description: string; readonly kind: 'process' | 'container' | 'external' }
  readonly capabilities: Capabilities
  readonly environment: EnvironmentRecord
  readonly verdict: Verdict
  /** In the order of the catalogue. */
  readonly results: readonly CheckResult[]
  readonly checks: readonly CheckData[]
  readonly coverage: readonly RequirementCoverage[]
}

/** From best to worst. */
const SEVERITY: readonly CheckStatus[] = ['not-applicable', 'pass', 'unknown', 'warn', 'fail']
export const isWorse = (a: CheckStatus, b: CheckStatus): boolean => SEVERITY.indexOf(a) > SEVERITY.indexOf(b)

/** The worst of several statuses: `unknown` for none, as nothing was judged. */
export function worstStatus(statuses: readonly CheckStatus[]): CheckStatus {
  return statuses.reduce<CheckStatus | undefined>((worst, next) => (worst === undefined || isWorse(next, worst) ? next : worst), undefined) ?? 'unknown'
}

/** `http-post` of a bridge's outputs is called `webhook`, so that each ability has one name. */
export function hasAbility(capabilities: Capabilities, ability: Ability): boolean {
  if (ability === 'tls') return capabilities.tls === true
  if (ability === 'websocket') return capabilities.out.includes('websocket')
  if (ability === 'webhook') return capabilities.out.includes('http-post')
  return capabilities.in.includes(ability satisfies (typeof CAPABILITIES_IN)[number])
}
