import type { CapacityProbe, ProbeReading } from '../model/capacity.ts'
import { judgeProbe } from './judge-probe.ts'
import { LONGEST_PROBE, REDO, type SearchRules, SHORT_ATTAINMENT } from './search-rules.ts'

/** Runs the traffic at a rate for so many measured seconds. */
export type Probe = (rate: number, seconds: number) => Promise<ProbeReading>

/** What a search does, and who hears of it. */
export interface ProbeHooks {
  readonly probe: Probe
  /** Waits until the bridge has worked off what the last probe left; without it capacities come out a fifth too low. */
  readonly coolDown: () => Promise<void>
  readonly onProbe: (probe: CapacityProbe) => void
  /** Whether no further probe may begin. */
  readonly isOutOfTime: () => boolean
}

/** A rate after enough probes. `unclear`: they could not tell, and why. `out-of-time` says nothing of the rate. */
export type RateJudgement =
  | { readonly kind: 'pass' | 'fail' | 'out-of-time' }
  | { readonly kind: 'unclear'; readonly because: string }

export interface RateTrial {
  readonly rate: number
  /** Length of a probe. */
  readonly seconds: number
  readonly purpose: CapacityProbe['purpose']
  readonly rules: SearchRules
}

/**
 * Probes one rate until it is judged: one pass passes, `rules.failures` valid failures fail, void probes are made
 * again, and undecided ones again but longer.
 */
export async function judgeRate(
  { rate, seconds, purpose, rules }: RateTrial,
  hooks: ProbeHooks,
): Promise<RateJudgement> {
  let failures = 0
  let voids = 0
  let lengths = 1
  for (;;) {
    if (hooks.isOutOfTime()) return { kind: 'out-of-time' }
    await hooks.coolDown()
    const reading = await hooks.probe(rate, seconds * lengths)
    const outcome = judgeProbe(reading)
    hooks.onProbe({ ...reading, rate, seconds: seconds * lengths, purpose, outcome })
    switch (outcome) {
      case 'pass':
        return { kind: 'pass' }
      case 'fail':
        failures += 1
        if (failures >= (reading.attainment < SHORT_ATTAINMENT ? rules.shortFailures : rules.failures))
          return { kind: 'fail' }
        break
      case 'void':
        voids += 1
        if (voids > REDO)
          return { kind: 'unclear', because: `the instrument was sick: ${reading.voidBecause.join('; ')}` }
        break
      case 'undecided':
        lengths *= 2
        if (lengths > LONGEST_PROBE)
          return { kind: 'unclear', because: `too little was measured: ${unknownsOf(reading)}` }
    }
  }
}

const unknownsOf = ({ objectives }: ProbeReading): string =>
  objectives.flatMap(({ text, status, note }) => (status === 'unknown' ? [`${text}: ${note}`] : [])).join('; ')
