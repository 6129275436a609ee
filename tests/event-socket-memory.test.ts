import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'

const CHURN = fileURLToPath(new URL('fixtures/event-socket-churn.ts', import.meta.url))
const WITHIN_MS = 120_000
const KIB = 1024

/**
 * Octets that each connection leaves behind, from the middle third of the rounds to the last: the first warms up. Medians,
 * as the engine itself takes and gives back some hundred kibibytes now and then.
 */
async function octetsLeftBy(what: 'listeners' | 'garbage', rounds: number, perRound: number): Promise<number> {
  const parameters = ['--expose-gc', '--import', 'tsx', CHURN, what, String(rounds), String(perRound)]
  const { stdout } = await promisify(execFile)(process.execPath, parameters, { timeout: WITHIN_MS })
  const { memory, accepted } = JSON.parse(stdout) as { readonly memory: readonly number[]; readonly accepted: number }
  expect(accepted).toBe(rounds * perRound)
  const third = rounds / 3
  return (median(memory.slice(2 * third)) - median(memory.slice(third, 2 * third))) / (third * perRound)
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}

// A connection that stayed would hold its first buffer of 16 KiB and more.
test('the event socket keeps nothing of listeners that come, subscribe and drop', async () => {
  expect(await octetsLeftBy('listeners', 9, 150)).toBeLessThan(2 * KIB)
}, WITHIN_MS)

// Each of these sends a mebibyte: a sixteenth of it is what none may leave.
test('the event socket keeps nothing of connections that send garbage', async () => {
  expect(await octetsLeftBy('garbage', 12, 2)).toBeLessThan(64 * KIB)
}, WITHIN_MS)
