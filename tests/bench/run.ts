/**
 * Runs all benches one after the other, each in a process and a time of its own, and prints everything in one table;
 * with `--json` as JSON, into a file when one is named behind it. A figure that misses its aim is no error: on a shared machine it says little.
 * Run: `npm run bench`
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { type Figure, figureLine, printReport } from './figure.ts'

type Outcome =
  | { readonly name: string; readonly kind: 'measured'; readonly figures: readonly Figure[] }
  | { readonly name: string; readonly kind: 'failed'; readonly why: string }

const SUFFIX = '.bench.ts'
const WITHIN_MS = 120_000
const EXIT_BROKEN = 3

const names = readdirSync(import.meta.dirname)
  .filter((file) => file.endsWith(SUFFIX))
  .map((file) => file.slice(0, -SUFFIX.length))

async function measure(name: string): Promise<Outcome> {
  const file = fileURLToPath(new URL(`${name}${SUFFIX}`, import.meta.url))
  const signal = AbortSignal.timeout(WITHIN_MS)
  const more = process.argv.filter((parameter) => parameter === '--profile')
  const child = spawn(process.execPath, ['--import', 'tsx', file, '--json', ...more], { signal, killSignal: 'SIGKILL' })
  let [said, complained] = ['', '']
  child.stdout.setEncoding('utf8').on('data', (text: string) => (said += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (complained += text))
  if (more.length > 0) child.stderr.pipe(process.stderr)
  try {
    const [code] = (await once(child, 'close')) as [number | null]
    if (code === 0) return { name, kind: 'measured', figures: JSON.parse(said) as Figure[] }
    return { name, kind: 'failed', why: complained.trim().split('\n').at(-1) ?? `exit code ${code}` }
  } catch (error) {
    const why = signal.aborted ? `it took longer than ${WITHIN_MS / 1000} s` : String(error)
    return { name, kind: 'failed', why }
  }
}

const outcomes: Outcome[] = []
for (const name of names) {
  process.stderr.write(`measuring ${name} ...\n`)
  outcomes.push(await measure(name))
}
const text = outcomes.map((outcome) => {
  const lines = outcome.kind === 'measured' ? outcome.figures.map(figureLine) : [`failed: ${outcome.why}`]
  return [`${outcome.name}:`, ...lines.map((line) => `  ${line}`)].join('\n')
})
printReport(outcomes, text.join('\n'))
if (outcomes.some(({ kind }) => kind === 'failed')) process.exitCode = EXIT_BROKEN
