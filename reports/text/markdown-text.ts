import { printable } from './printable.ts'

/** Text from outside as literal Markdown: every character that could mean something is a numeric entity. */
export const literal = (text: string, longest?: number): string =>
  printable(text, longest).replace(/[&<>"'\\`*_{}[\]()#+!|~@:/$^-]/g, (character) => `&#${character.charCodeAt(0)};`)

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`

/** @param rows the first column holds text, the others figures, or text as well where `align` says so */
export const markdownTable = (
  titles: readonly string[],
  rows: readonly (readonly string[])[],
  align: 'figures' | 'text' = 'figures',
): string =>
  [row(titles), row(titles.map((_, i) => (i === 0 || align === 'text' ? '---' : '---:'))), ...rows.map(row)].join('\n')

/** GitHub takes step summaries of up to 1 MiB; some is left for what else a job writes into it. */
const MOST_OCTETS = 900 * 1024

/**
 * Blocks with an empty line between them. When they are too long for the step summary of a CI job, blocks are left out
 * from the end, and a last sentence says so.
 */
export function markdownDocument(blocks: readonly string[], mostOctets = MOST_OCTETS): string {
  const kept: string[] = []
  let octets = 0
  for (const block of blocks) {
    octets += Buffer.byteLength(block) + 2
    if (octets > mostOctets) return [...kept, `… ${blocks.length - kept.length} more parts are left out: see the report.`, ''].join('\n\n')
    kept.push(block)
  }
  return [...kept, ''].join('\n\n')
}
