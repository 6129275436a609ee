import { shorten } from '../checkers/excerpt.ts'
import type { Judgement } from '../model/conformance.ts'

/** Characters of a sentence and of an excerpt that go into the record: what a bridge says is as long as it likes. */
const SENTENCE = 2000
const EXCERPT = 4000
/** Excerpts of one judgement. */
const EXCERPTS = 8

/** A judgement as it may be written down: without secrets, of bounded size. */
export function presentJudgement(judgement: Judgement, redact: (text: string) => string): Judgement {
  const sentence = (text: string): string => shorten(redact(text), SENTENCE)
  return {
    ...judgement,
    expected: sentence(judgement.expected),
    actual: sentence(judgement.actual),
    evidence: judgement.evidence.slice(0, EXCERPTS).map((one) => ({ ...one, title: sentence(one.title), excerpt: shorten(redact(one.excerpt), EXCERPT) })),
  }
}
