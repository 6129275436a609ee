import type { ProbeOutcome, ProbeReading } from '../model/capacity.ts'
import { ATTAINMENT } from './search-rules.ts'

/**
 * What one probe says. A fact that no noise can make fails it whatever else is wrong; a sick instrument says nothing
 * more; a failure is one even when something else remained unknown; and what was not measured enough is never a pass.
 */
export function judgeProbe({ voidBecause, attainment, objectives, facts }: ProbeReading): ProbeOutcome {
  if (facts.length > 0) return 'fail'
  if (voidBecause.length > 0) return 'void'
  if (attainment < ATTAINMENT) return 'fail'
  if (objectives.some(({ status }) => status === 'missed')) return 'fail'
  return objectives.every(({ status }) => status === 'met') ? 'pass' : 'undecided'
}
