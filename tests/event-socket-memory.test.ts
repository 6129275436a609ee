import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { fitSlope } from '../harness/statistics/slope.ts'

const CHURN = fileURLToPath(new URL('fixtures/event-socket-churn.ts', import.meta.url))
const WITHIN_MS = 120_000
const KIB = 1024

/** Octets that each connection leaves behind: the slope of the memory in use over rounds, the first of which warm up. */
async function octetsLeftBy(what: 'listeners' | 'garbage', rounds: number, perRound: number): Promise<number> {
  const parameters = ['--expose-gc', '--import', 'tsx', CHURN, what, String(rounds), String(perRound)]
  const { stdout } = await promisify(execFile)(process.execPath, parameters, { timeout: WITHIN_MS })
  const { memory, accepted } = JSON.parse(stdout) as { readonly memory: readonly number[]; readonly accepted: number }
  expect(accepted).toBe(rounds * perRound)
  const settled = memory.slice(Math.floor(rounds / 3))
  return fitSlope(settled.map((octets, round) => [round * perRound, octets] as const))?.slope ?? Number.NaN
}

// A connection that stayed would hold its first buffer of 16 KiB and more.
test('the event socket keeps nothing of listeners that come, subscribe and drop', async () => {
  expect(await octetsLeftBy('listeners', 9, 150)).toBeLessThan(2 * KIB)
}, WITHIN_MS)

// Each of these sends a mebibyte.
test('the event socket keeps nothing of connections that send garbage', async () => {
  expect(await octetsLeftBy('garbage', 6, 4)).toBeLessThan(32 * KIB)
}, WITHIN_MS)
