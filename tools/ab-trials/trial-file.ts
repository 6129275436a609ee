import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { z } from 'zod'

/** What all trials of one file have in common. */
const SETTINGS = z.strictObject({
  /** How much slower B is meant to be, as a share of its latencies; 0 for two copies of one build. */
  slowdown: z.number().min(0),
  /** Busy work for each event of B, as calibrated. */
  busyUs: z.number().min(0),
  scenario: z.string(),
  rate: z.number().positive(),
  seed: z.string(),
})

const TRIAL = z.strictObject({
  seed: z.string(),
  status: z.enum(['pass', 'fail', 'invalid', 'unknown']),
  because: z.string(),
  rounds: z.int(),
  dropped: z.int(),
  seconds: z.number(),
  /** Earlier tries that the machine was too disturbed for. */
  repeated: z.int(),
  metrics: z.array(z.strictObject({ metric: z.string(), shift: z.number(), adjustedP: z.number(), status: z.string() })),
})

const FILE = z.strictObject({ settings: SETTINGS, trials: z.array(TRIAL) })

export type TrialSettings = Readonly<z.infer<typeof SETTINGS>>
export type Trial = Readonly<z.infer<typeof TRIAL>>
export type TrialFile = Readonly<{ settings: TrialSettings; trials: readonly Trial[] }>

/** The trials done so far, or undefined when there is no such file. @throws Error when it holds something else */
export function readTrials(path: string): TrialFile | undefined {
  if (!existsSync(path)) return undefined
  const parsed = FILE.safeParse(parseJson(path))
  if (parsed.success) return parsed.data
  throw new Error(`Cannot go on with "${path}" as it must hold trials:\n${z.prettifyError(parsed.error)}`)
}

function parseJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch (cause) {
    throw new Error(`Cannot go on with "${path}" as it must hold trials: ${cause instanceof Error ? cause.message : String(cause)}`, { cause })
  }
}

/** Writes whole or not at all: a stop in mid-write costs no trial. */
export function writeTrials(path: string, file: TrialFile): void {
  writeFileSync(`${path}.new`, `${JSON.stringify(file, undefined, 1)}\n`)
  renameSync(`${path}.new`, path)
}
