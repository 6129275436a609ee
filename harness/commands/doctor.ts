import type { Command } from 'commander'
import { examineMachine } from '../doctor/examine-machine.ts'
import type { Finding } from '../doctor/finding.ts'
import { EXIT } from '../model/verdict.ts'

/** `callstorm doctor`: what this machine has and what that allows. */
export function registerDoctor(program: Command): void {
  program
    .command('doctor')
    .description('examine this machine and say what it allows')
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExample:\n  $ callstorm doctor')
    .action(async (options: { json?: boolean }) => {
      const findings = await examineMachine()
      process.stdout.write(options.json ? `${JSON.stringify(findings, undefined, 2)}\n` : findingsTable(findings))
      if (findings.some(({ must, status }) => must && status === 'missing')) process.exitCode = EXIT.fail
    })
}

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
