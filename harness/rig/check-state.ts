import { createHash } from 'node:crypto'
import type { Judgement } from '../model/conformance.ts'
import { createEslValues, createSequence } from './esl-values.ts'
import type { RigOptions } from './rig.ts'
import { createTags } from './tags.ts'

export type CheckState = ReturnType<typeof createCheckState>

/** What changes from check to check. */
export function createCheckState({ run, seed, signal: runSignal }: Pick<RigOptions, 'run' | 'seed' | 'signal'>) {
  let check = 'rig/start'
  let tags = createTags(run, check)
  const sequence = createSequence()
  let values = createEslValues(() => tags.next(), { sequence })
  let random = randomFrom(seed, check)
  let judgements: Judgement[] = []
  let signal = runSignal
  const attempts = new Map<string, number>()
  const again: { readonly check: string; readonly judge: () => readonly Judgement[] }[] = []
  return {
    get tags() {
      return tags
    },
    get values() {
      return values
    },
    get signal() {
      return signal
    },
    random: () => random(),
    judged: (made: readonly Judgement[], judge: () => readonly Judgement[]) => {
      judgements.push(...made)
      again.push({ check, judge })
    },
    begin(next: string, its: AbortSignal) {
      check = next
      signal = its
      const attempt = (attempts.get(next) ?? 0) + 1
      attempts.set(next, attempt)
      tags = createTags(run, next, attempt)
      values = createEslValues(() => tags.next(), { sequence })
      random = randomFrom(seed, next)
      judgements = []
    },
    end: () => judgements,
    lateScan() {
      const found = new Map<string, readonly Judgement[]>()
      for (const one of again) found.set(one.check, [...(found.get(one.check) ?? []), ...one.judge()])
      return found
    },
  }
}

/** Repeatable numbers from 0 to 1. */
function randomFrom(seed: string, check: string): () => number {
  let count = 0
  return () => createHash('sha256').update(`${seed}\0${check}\0${count++}`).digest().readUInt32BE(0) / 2 ** 32
}
