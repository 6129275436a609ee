/**
 * `npm run ab-trials -- --trials 40 --slowdown 10% --file trials.json`: how often `callstorm ab` calls the reference
 * worse than itself, or than a build that is slower by a share. With `--slowdown 0%` (the default) both sides are the
 * same build, and every fail is a false alarm. Otherwise B is `bridges/slowed`, whose busy work for each event is
 * calibrated by a pilot until the judged latencies are longer by that share in the mean; `--busy 120` sets it instead.
 *
 * After a stop the same command goes on with the trials that are missing. `--under <command>` runs each trial under a
 * command, such as one that takes a lock. A trial that is invalid is repeated, as it is in CI: `--attempts`, 2.
 */
import { parseArgs } from 'node:util'
import type { AbRecord } from '../harness/model/gate.ts'
import { calibrateBusy, PILOT_BUSY_US } from './ab-trials/calibrate.ts'
import { runTrial } from './ab-trials/run-trial.ts'
import { summarizeTrials, trialLine } from './ab-trials/summarize-trials.ts'
import { readTrials, type Trial, type TrialFile, type TrialSettings, writeTrials } from './ab-trials/trial-file.ts'

const { values } = parseArgs({
  options: {
    trials: { type: 'string', default: '40' },
    slowdown: { type: 'string', default: '0%' },
    busy: { type: 'string' },
    scenario: { type: 'string', default: 'busy-hour' },
    rate: { type: 'string', default: '150' },
    seed: { type: 'string', default: 'trials' },
    attempts: { type: 'string', default: '2' },
    pilots: { type: 'string', default: '2' },
    under: { type: 'string' },
    file: { type: 'string', default: 'ab-trials.json' },
  },
})

function fail(message: string): never {
  process.stderr.write(`${message}\n`)
  process.exit(64)
}

const number = (name: keyof typeof values, text: string | undefined): number => {
  const value = Number(/^(\d+(?:\.\d+)?)%?$/.exec(text ?? '')?.[1] ?? Number.NaN)
  return Number.isFinite(value) ? value : fail(`Cannot run trials as --${name} must be a number: current value is "${text}"`)
}

const stop = new AbortController()
for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => stop.abort(new Error(`stopped by ${name}`)))
const shared = {
  scenario: values.scenario,
  rate: number('rate', values.rate),
  under: values.under === undefined ? [] : values.under.split(' '),
  signal: stop.signal,
}
const [wanted, attempts] = [number('trials', values.trials), number('attempts', values.attempts)]
const slowdown = number('slowdown', values.slowdown) / 100

async function calibrate(): Promise<number> {
  if (values.busy !== undefined) return number('busy', values.busy)
  if (slowdown === 0) return 0
  const pilots: AbRecord[] = []
  for (let index = 0; index < number('pilots', values.pilots); index++) {
    pilots.push(await runTrial({ ...shared, seed: `${values.seed}-pilot-${index}`, busyUs: PILOT_BUSY_US }))
  }
  return calibrateBusy(pilots, slowdown)
}

async function openFile(): Promise<TrialFile> {
  const kept = readTrials(values.file)
  const { scenario, rate } = shared
  const asked = { slowdown, scenario, rate, seed: values.seed }
  if (kept === undefined) return { settings: { ...asked, busyUs: await calibrate() }, trials: [] }
  const differs = Object.entries(asked).filter(([name, value]) => kept.settings[name as keyof TrialSettings] !== value)
  if (differs.length === 0) return kept
  return fail(`Cannot go on with "${values.file}" as its trials must have the same ${differs.map(([name]) => name).join(', ')}`)
}

async function tryUntilValid(settings: TrialSettings, index: number): Promise<Trial> {
  for (let repeated = 0; ; repeated++) {
    const seed = `${settings.seed}-${index}-${repeated}`
    const { decision, verdict, startedAt, endedAt } = await runTrial({ ...shared, seed, busyUs: settings.busyUs })
    const { status } = verdict
    if (status === 'aborted') throw new Error('Cannot run a trial as it was stopped')
    if (status === 'invalid' && repeated + 1 < attempts) continue
    const metrics = decision.metrics.map(({ metric, shift, adjustedP, status: said }) => ({ metric, shift, adjustedP, status: said }))
    const seconds = (Date.parse(endedAt) - Date.parse(startedAt)) / 1000
    return { seed, status, because: decision.because, quads: decision.quads, dropped: decision.dropped, seconds, repeated, metrics }
  }
}

let file = await openFile()
process.stdout.write(`${values.file}: ${file.trials.length} of ${wanted} trials are done\n`)
writeTrials(values.file, file)
while (file.trials.length < wanted) {
  const trial = await tryUntilValid(file.settings, file.trials.length)
  file = { ...file, trials: [...file.trials, trial] }
  writeTrials(values.file, file)
  process.stdout.write(`${trialLine(file.trials.length, trial)}\n`)
}
process.stdout.write(`\n${summarizeTrials(file)}`)
