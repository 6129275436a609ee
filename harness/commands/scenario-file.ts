import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { z } from 'zod'
import { CALL_FLOWS } from '../../simulators/traffic/call-flow.ts'
import type { FlowName } from '../../simulators/traffic/workload.ts'
import type { Scenario } from '../model/scenario.ts'
import { UsageError } from './usage-error.ts'

const positive = z.number().positive()
const rate = z.number().nonnegative()
const share = z.number().min(0).max(1)
const count = z.int().nonnegative()
const points = z.array(z.strictObject({ atSeconds: rate, factor: rate })).min(1)
const time = z.strictObject({ medianSeconds: positive, sigma: rate })
const FLOWS = Object.keys(CALL_FLOWS) as [FlowName, ...FlowName[]]

const ARRIVALS = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('constant'), perSecond: rate }),
  z.strictObject({ kind: z.literal('poisson'), perSecond: rate }),
  z.strictObject({
    kind: z.literal('bursty'),
    perSecond: rate,
    bursts: z.strictObject({ factor: positive, share, meanSeconds: positive }),
  }),
  z.strictObject({ kind: z.literal('curve'), perSecond: rate, points }),
])

const WORKLOAD = z.strictObject({
  arrivals: ARRIVALS,
  warmupSeconds: rate,
  durationSeconds: positive,
  prefill: z.boolean().optional(),
  mix: z.strictObject({
    flows: z.partialRecord(z.enum(FLOWS), rate),
    talkTime: time,
    answerDelay: time,
    registrations: z.strictObject({ perSecond: rate, unregisterShare: share, expireShare: share, points: points.optional() }),
    messages: z.strictObject({ perSecond: rate }),
    unknown: z.strictObject({ perSecond: rate, fieldShare: share }).optional(),
  }),
  freeswitchNodes: count,
  softswitchMachines: count,
  subscribers: count,
  webhooks: count,
})

/** What a file that nobody has type-checked may hold; the shapes of faults are left to the type checker. */
const SCENARIO = z.strictObject({
  id: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'must be lower-case words with hyphens between them'),
  title: z.string().min(1),
  proves: z.string().min(1),
  workload: WORKLOAD,
  objectives: z.array(z.string()).min(1),
  faults: z.array(z.looseObject({ kind: z.string(), at: rate, until: positive })).optional(),
  queueLimit: positive.optional(),
  tuning: z.strictObject({ idleMs: positive, reconnectMaxMs: positive, webhookTimeoutMs: positive }).partial().optional(),
})

/** Whether what stands where a scenario is asked for is a file rather than the id of one that ships with us. */
export const isScenarioFile = (text: string): boolean => /[/\\]|\.[cm]?[jt]s$/.test(text)

/**
 * Loads the only scenario that a module exports.
 * @throws UsageError with every problem at once
 */
export async function loadScenarioFile(path: string): Promise<Scenario> {
  const exported = await importModule(path)
  const found = Object.values(exported).filter((value) => typeof value === 'object' && value !== null && 'workload' in value)
  const [scenario] = new Set(found)
  if (scenario === undefined || new Set(found).size > 1) {
    throw new UsageError(`Cannot run "${path}" as it must export one scenario: current number is ${new Set(found).size}`)
  }
  const { error } = SCENARIO.safeParse(scenario)
  if (error === undefined) return scenario as Scenario
  const problems = error.issues.map(({ path: at, message }) => `  ${at.join('.') || 'scenario'}: ${message}`)
  throw new UsageError(`Cannot run "${path}" as its scenario must be one:\n${problems.join('\n')}`, { cause: error })
}

async function importModule(path: string): Promise<Readonly<Record<string, unknown>>> {
  try {
    return (await import(pathToFileURL(resolve(path)).href)) as Readonly<Record<string, unknown>>
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new UsageError(`Cannot run "${path}" as it must be a module: ${reason}`, { cause })
  }
}
