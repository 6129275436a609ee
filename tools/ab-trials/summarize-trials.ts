import { wilsonInterval } from '../../harness/statistics/wilson.ts'
import type { Trial, TrialFile } from './trial-file.ts'

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`
const change = (shift: number): string => `${shift >= 0 ? '+' : '-'}${percent(Math.abs(Math.expm1(shift)))}`

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length

/** `12  fail  16 rounds (1 void)  48 s  ingress.reply.p90 +11.2 % p 0.0003 …` */
export function trialLine(index: number, { status, rounds, dropped, seconds, repeated, metrics }: Trial): string {
  const shifts = metrics.map(({ metric, shift, adjustedP }) => `${metric} ${change(shift)} p ${adjustedP.toPrecision(2)}`)
  const again = repeated > 0 ? `  (${repeated} invalid before)` : ''
  return `${String(index).padStart(3)}  ${status.padEnd(8)} ${rounds} rounds, ${dropped} void  ${Math.round(seconds)} s  ${shifts.join('  ')}${again}`
}

/** Rates of all verdicts with their 95 % intervals by Wilson, and what the trials found in the mean. */
export function summarizeTrials({ settings, trials }: TrialFile): string {
  const { slowdown, busyUs } = settings
  const rate = (name: string, status: Trial['status']): string => {
    const count = trials.filter((trial) => trial.status === status).length
    const [low, high] = wilsonInterval(count, trials.length)
    return `  ${name.padEnd(22)} ${count} of ${trials.length} = ${percent(trials.length === 0 ? 0 : count / trials.length)}, 95 % interval ${percent(low)} to ${percent(high)}`
  }
  const same = slowdown === 0
  const head = same
    ? `${trials.length} trials of one build with itself`
    : `${trials.length} trials of a build meant to be ${percent(slowdown)} slower: ${busyUs} µs of busy work for each event`
  return [
    head,
    rate(same ? 'false alarms (fail)' : 'detected (fail)', 'fail'),
    rate(same ? 'not worse (pass)' : 'missed (pass)', 'pass'),
    rate('not decided (unknown)', 'unknown'),
    rate('void (invalid)', 'invalid'),
    ...meanLines(trials),
    '',
  ].join('\n')
}

function meanLines(trials: readonly Trial[]): string[] {
  if (trials.length === 0) return []
  const names = [...new Set(trials.flatMap(({ metrics }) => metrics.map(({ metric }) => metric)))]
  const shifts = names.map((name) => {
    const own = trials.flatMap(({ metrics }) => metrics.filter(({ metric }) => metric === name).map(({ shift }) => shift))
    const average = mean(own)
    const deviation = Math.sqrt(mean(own.map((shift) => (shift - average) ** 2)))
    return `  ${name.padEnd(22)} ${change(average)} in the mean, deviation between trials ${percent(deviation)}`
  })
  const rounds = mean(trials.map((trial) => trial.rounds)).toFixed(1)
  return [...shifts, `  ${rounds} rounds and ${Math.round(mean(trials.map(({ seconds }) => seconds)))} s in the mean; ${trials.reduce((sum, { repeated }) => sum + repeated, 0)} invalid tries repeated`]
}
