import type { AbRecord } from '../../harness/model/gate.ts'
import { VERDICT_WORDS } from '../facts/status-words.ts'
import { COMPARISON_WORDS, pText, shiftOrNone } from '../gate/gate-words.ts'
import { literal, markdownDocument, markdownTable } from '../text/markdown-text.ts'

/** A side-by-side comparison as Markdown for the step summary of a CI job. */
export function renderAbMarkdown({ a, b, verdict, decision, scenario, command }: AbRecord): string {
  const { symbol, word } = VERDICT_WORDS[verdict.status]
  const rows = decision.metrics.map(({ metric, status, shift, adjustedP, pOfMissed, rounds }) => {
    const said = COMPARISON_WORDS[status]
    const ps = [adjustedP, pOfMissed].map((p) => pText(p).replace('<', '&#60;'))
    return [literal(metric), rounds === 0 ? '–' : shiftOrNone(shift), ...ps, String(rounds), `${said.symbol} ${said.word}`]
  })
  return markdownDocument([
    `## ${symbol} ${word}: B ${literal(b)} against A ${literal(a)} under ${literal(scenario.id)}`,
    `${literal(decision.because)}. ${decision.rounds} rounds of eight blocks, ${decision.dropped} of them void.`,
    markdownTable(['Latency', 'B against A', 'p (Holm)', 'p of 10 % missed', 'Rounds', 'Status'], rows),
    `Repeat: ${literal(command)}`,
  ])
}
