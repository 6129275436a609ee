import { claim, fact, type Judgement, unknown } from '../../harness/index.ts'
import { inMib } from './mib.ts'

/** Resident memory of the bridge before and after, octets; undefined where it could not be read. */
export interface MemoryGrowth {
  readonly before: number | undefined
  readonly after: number | undefined
}

/** That memory has not grown by more than so many octets: a machine that stands still makes none grow. */
export function growsBy(most: number, { before, after }: MemoryGrowth): Judgement {
  const expected = `memory grows by at most ${inMib(most)}`
  if (before === undefined || after === undefined) return unknown(expected, 'it could not be read')
  return fact(claim(after - before <= most, expected, inMib(after - before)))
}
