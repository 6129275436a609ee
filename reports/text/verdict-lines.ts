import type { Verdict } from '../../harness/model/verdict.ts'
import { VERDICT_WORDS } from '../facts/status-words.ts'
import type { Paint } from './paint.ts'
import { printable } from './printable.ts'
import { wrapText } from './text-table.ts'

const MOST_REASONS = 20

/** A verdict with what it is about, and its reasons beneath. */
export function verdictLines({ status, reasons }: Verdict, about: string, paint: Paint, width: number): string[] {
  const { word, tone } = VERDICT_WORDS[status]
  const lines = reasons.slice(0, MOST_REASONS).flatMap(({ message }) =>
    wrapText(printable(message), width - 4).map((line, i) => (i === 0 ? '  - ' : '    ') + line),
  )
  const more = reasons.length - MOST_REASONS
  return [`${paint.badge(tone, word)}  ${paint.bold(about)}`, ...lines, ...(more > 0 ? [`  … and ${more} more`] : [])]
}
