import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { ConformanceRecord } from '../../harness/model/conformance.ts'
import type { Findings } from './judge-mutants.ts'

const PROGRAM = fileURLToPath(new URL('../../bin/callstorm.mjs', import.meta.url))

export interface JudgeSettings {
  /** Name in the matrix. */
  readonly id: string
  /** Profile of the bridge; undefined for the reference bridge. */
  readonly profile?: string
  readonly environment?: Readonly<Record<string, string>>
  /** Ids of checks; all when there are none. */
  readonly only: readonly string[]
  /** Bridges at the same time. */
  readonly jobs: number
  /** Folder for the record and the evidence. */
  readonly folder: string
  readonly seed: string
  readonly signal: AbortSignal
}

/** Runs checks against a bridge in a process of their own: a mutant's profile reads which mutant it is from the environment. */
export async function judgeBridge(settings: JudgeSettings): Promise<Findings> {
  const { id, profile, only, jobs, folder, seed, signal, environment } = settings
  if (signal.aborted) return { id, statuses: new Map(), problem: TOO_LATE }
  const choice = only.length > 0 ? ['--only', ...only] : []
  const bridge = profile === undefined ? [] : ['--bridge', profile]
  const args = [PROGRAM, 'conformance', ...bridge, '--jobs', String(jobs), '--seed', seed, '--out', folder, ...choice]
  const { output, code } = await run(args, { ...process.env, ...environment }, signal)
  const record = readRecord(folder)
  if (signal.aborted || record === undefined) return { id, statuses: new Map(), problem: signal.aborted ? TOO_LATE : (output.trim().split('\n').at(-1) ?? `exit code ${code}`) }
  return { id, statuses: new Map(record.results.map((result) => [result.id, result.status])) }
}

const TOO_LATE = 'the time was over'
const MOST_OUTPUT = 100_000

function run(args: readonly string[], env: NodeJS.ProcessEnv, signal: AbortSignal): Promise<{ readonly output: string; readonly code: number | null }> {
  return new Promise((resolve, reject) => {
    let output = ''
    const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'ignore', 'pipe'] })
    const stop = (): void => {
      child.kill()
    }
    signal.addEventListener('abort', stop, { once: true })
    child.stderr.on('data', (octets: Buffer) => {
      if (output.length < MOST_OUTPUT) output += octets.toString('utf8')
    })
    child.on('error', reject)
    child.on('close', (code) => {
      signal.removeEventListener('abort', stop)
      resolve({ output, code })
    })
  })
}

function readRecord(folder: string): ConformanceRecord | undefined {
  try {
    return JSON.parse(readFileSync(join(folder, 'conformance.json'), 'utf8')) as ConformanceRecord
  } catch {
    return undefined
  }
}
