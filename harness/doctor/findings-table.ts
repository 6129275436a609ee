import type { Finding } from './finding.ts'

/** Findings in aligned columns, with a closing line. */
export function findingsTable(findings: readonly Finding[]): string {
  const width = (texts: readonly string[]): number => Math.max(...texts.map(({ length }) => length))
  const titles = width(findings.map(({ title }) => title))
  const values = width(findings.map(({ value }) => value))
  const rows = findings.map(({ status, title, value, means }) => `${status.padEnd(8)}${title.padEnd(titles)}  ${value.padEnd(values)}  ${means}`)
  return `${rows.join('\n')}\n\n${conclusion(findings)}\n`
}

function conclusion(findings: readonly Finding[]): string {
  const missing = findings.filter(({ must, status }) => must && status === 'missing')
  if (missing.length > 0) return `callstorm cannot run here: ${missing.map(({ title, means }) => `${title} (${means})`).join(', ')}`
  const limited = findings.filter(({ status }) => status !== 'ok')
  return limited.length === 0 ? 'Everything is there' : `callstorm runs here, with limits: ${limited.map(({ title }) => title).join(', ')}`
}
