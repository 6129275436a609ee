import type { GateRecord } from '../../harness/model/gate.ts'
import { OBJECTIVE_WORDS, VERDICT_WORDS } from '../facts/status-words.ts'
import { literal, markdownDocument, markdownTable } from '../text/markdown-text.ts'
import { formatMargin } from '../text/units.ts'
import { pText, REGRESSION_WORDS, runsText, shiftOrNone } from './gate-words.ts'

/** A candidate against a stored baseline as Markdown for the step summary of a CI job. */
export function renderGateMarkdown({ verdict, objectives, regressions, baseline, candidate, caveat, command }: GateRecord): string {
  const { symbol, word } = VERDICT_WORDS[verdict.status]
  const met = objectives.map(({ text, measured, margin, status }) => {
    const said = OBJECTIVE_WORDS[status]
    return [literal(text), `**${literal(measured)}**`, formatMargin(margin), `${said.symbol} ${said.word}`]
  })
  const against = regressions.map(({ metric, shift, p, status, note }) => {
    const said = REGRESSION_WORDS[status]
    return [literal(metric), shiftOrNone(shift), pText(p).replace('<', '&#60;'), `${said.symbol} ${said.word}`, literal(note)]
  })
  return markdownDocument([
    `## ${symbol} ${word}: ${literal(runsText(candidate))} against the stored baseline of ${literal(runsText(baseline))}`,
    ...(verdict.reasons.length === 0 ? [] : [verdict.reasons.map(({ message }) => `- ${literal(message)}`).join('\n')]),
    ...(met.length === 0 ? [] : [markdownTable(['Objective', 'Measured', 'Margin', 'Status'], met)]),
    ...(against.length === 0 ? [] : [markdownTable(['Against the baseline', 'Change', 'p', 'Status', 'Rests on'], against)]),
    literal(caveat),
    `Repeat: ${literal(command)}`,
  ])
}
