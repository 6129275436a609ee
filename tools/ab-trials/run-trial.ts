import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { AbRecord } from '../../harness/model/gate.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const SLOWED = 'bridges/slowed/slowed.bridge.yaml'

export interface TrialPlan {
  readonly scenario: string
  readonly rate: number
  readonly seed: string
  /** Busy work for each event of B; with 0 both sides are the reference itself. */
  readonly busyUs: number
  /** Command that each trial is run under, such as one that takes a lock. */
  readonly under: readonly string[]
  readonly signal: AbortSignal
}

/**
 * Compares the reference with itself or with its slowed build, once.
 * @throws Error when `callstorm ab` breaks; the reason of the signal once it has ended at that
 */
export async function runTrial({ scenario, rate, seed, busyUs, under, signal }: TrialPlan): Promise<AbRecord> {
  const out = mkdtempSync(join(tmpdir(), 'callstorm-ab-trial-'))
  try {
    const [command = process.execPath, ...parameters] = [
      ...under,
      process.execPath,
      ...parametersOf({ scenario, rate, seed, busyUs }, out),
    ]
    const text = await outputOf(command, parameters, { ...process.env, SLOWED_BY_US: String(busyUs) }, signal)
    return JSON.parse(text) as AbRecord
  } finally {
    rmSync(out, { recursive: true, force: true })
  }
}

const parametersOf = ({ scenario, rate, seed, busyUs }: Pick<TrialPlan, 'scenario' | 'rate' | 'seed' | 'busyUs'>, out: string): string[] => {
  const b = busyUs === 0 ? 'reference' : SLOWED
  const traffic = ['--scenario', scenario, '--rate', String(rate), '--seed', seed]
  return ['bin/callstorm.mjs', 'ab', '--a', 'reference', '--b', b, ...traffic, '--out', out, '--json']
}

/** What a command prints. A verdict of any kind is fine: only a break of the harness or of its use is an error. */
function outputOf(command: string, parameters: readonly string[], env: NodeJS.ProcessEnv, signal: AbortSignal): Promise<string> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted()
    const child = spawn(command, parameters, { cwd: ROOT, env, stdio: ['ignore', 'pipe', 'inherit'] })
    const stop = (): void => void child.kill()
    signal.addEventListener('abort', stop, { once: true })
    let text = ''
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => (text += chunk))
    child.on('error', reject)
    child.on('close', (code, killedBy) => {
      signal.removeEventListener('abort', stop)
      if (signal.aborted) reject(signal.reason instanceof Error ? signal.reason : new Error('stopped'))
      else if (code !== null && code <= 2) resolve(text)
      else reject(new Error(`Cannot run a trial as callstorm ab must end with 0, 1 or 2: current value is ${code ?? killedBy}`))
    })
  })
}
