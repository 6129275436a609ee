import { UsageError } from '../../harness/commands/usage-error.ts'
import { trapSignals } from '../../harness/lifecycle/signals.ts'
import type { AbRecord } from '../../harness/model/gate.ts'
import { calibrateBusy, PILOT_BUSY_US } from './calibrate.ts'
import { runTrial, type TrialPlan } from './run-trial.ts'
import { summarizeTrials, trialLine } from './summarize-trials.ts'
import { readTrials, type Trial, type TrialFile, type TrialSettings, writeTrials } from './trial-file.ts'

/** What the user said on the command line. */
export interface TrialsOptions {
  readonly trials: number
  /** Share of the latencies. */
  readonly slowdown: number
  /** Microseconds. */
  readonly busy?: number
  readonly scenario: string
  readonly rate: number
  readonly seed: string
  readonly attempts: number
  readonly pilots: number
  readonly under?: string
  readonly file: string
}

type Shared = Pick<TrialPlan, 'scenario' | 'rate' | 'under' | 'signal'>

/**
 * Makes the trials that the file does not have yet, writes each as it is done, and prints the rates.
 * @throws UsageError when the file is of other trials; the reason of a signal that stops it, the trials so far being kept
 */
export async function runTrials(options: TrialsOptions): Promise<void> {
  const { attempts, rate, scenario, trials: wanted } = options
  using trap = trapSignals()
  const shared: Shared = { scenario, rate, under: options.under?.split(' ') ?? [], signal: trap.signal }
  let file = await openFile(options, shared)
  process.stdout.write(`${options.file}: ${file.trials.length} of ${wanted} trials are done\n`)
  writeTrials(options.file, file)
  while (file.trials.length < wanted) {
    const trial = await tryUntilValid(file.settings, file.trials.length, { ...shared, attempts })
    file = { ...file, trials: [...file.trials, trial] }
    writeTrials(options.file, file)
    process.stdout.write(`${trialLine(file.trials.length, trial)}\n`)
  }
  process.stdout.write(`\n${summarizeTrials(file)}`)
}

async function openFile(options: TrialsOptions, shared: Shared): Promise<TrialFile> {
  const { rate, scenario, seed, slowdown } = options
  const kept = readKept(options.file)
  const asked = { slowdown, scenario, rate, seed }
  if (kept === undefined) return { settings: { ...asked, busyUs: await calibrate(options, shared) }, trials: [] }
  const differs = Object.entries(asked).filter(([name, value]) => kept.settings[name as keyof TrialSettings] !== value)
  if (differs.length === 0) return kept
  throw new UsageError(`Cannot go on with "${options.file}" as its trials must have the same ${differs.map(([name]) => name).join(', ')}`)
}

function readKept(path: string): TrialFile | undefined {
  try {
    return readTrials(path)
  } catch (cause) {
    throw new UsageError(cause instanceof Error ? cause.message : String(cause), { cause })
  }
}

async function calibrate({ busy, pilots, seed, slowdown }: TrialsOptions, shared: Shared): Promise<number> {
  if (busy !== undefined) return busy
  if (slowdown === 0) return 0
  const records: AbRecord[] = []
  for (let index = 0; index < pilots; index++) {
    records.push(await runTrial({ ...shared, seed: `${seed}-pilot-${index}`, busyUs: PILOT_BUSY_US }))
  }
  return calibrateBusy(records, slowdown)
}

/** A trial that is invalid is repeated, as it is in CI. */
async function tryUntilValid(settings: TrialSettings, index: number, { attempts, ...shared }: Shared & Pick<TrialsOptions, 'attempts'>): Promise<Trial> {
  for (let repeated = 0; ; repeated++) {
    const seed = `${settings.seed}-${index}-${repeated}`
    const { decision, verdict, startedAt, endedAt } = await runTrial({ ...shared, seed, busyUs: settings.busyUs })
    const { status } = verdict
    if (status === 'aborted') throw new Error('Cannot run a trial as it was stopped')
    if (status === 'invalid' && repeated + 1 < attempts) continue
    const metrics = decision.metrics.map(({ metric, shift, adjustedP, status: said }) => ({ metric, shift, adjustedP, status: said }))
    const seconds = (Date.parse(endedAt) - Date.parse(startedAt)) / 1000
    return { seed, status, because: decision.because, rounds: decision.rounds, dropped: decision.dropped, seconds, repeated, metrics }
  }
}
