import { spawn } from 'node:child_process'
import { availableParallelism } from 'node:os'

/** Ways to hurt the instrument while it measures. Disposing ends the pain. */

const BLOCK_MS = 40
const BLOCK_EVERY_MS = 500

/** Own code that holds up the event loop for 40 ms, twice a second. */
export function blockLoop(): Disposable {
  const timer = setInterval(() => {
    const until = performance.now() + BLOCK_MS
    while (performance.now() < until);
  }, BLOCK_EVERY_MS)
  return { [Symbol.dispose]: () => clearInterval(timer) }
}

const LITTER_EVERY_MS = 5
const LITTER = 40_000
const KEPT = 20

/** Own garbage: objects that live just long enough for the collector to have to copy them. */
export function makeGarbage(): Disposable {
  const kept: { readonly at: number; readonly text: string }[][] = []
  const timer = setInterval(() => {
    kept.push(Array.from({ length: LITTER }, (_, at) => ({ at, text: `litter ${at}` })))
    if (kept.length > KEPT) kept.shift()
  }, LITTER_EVERY_MS)
  return { [Symbol.dispose]: () => clearInterval(timer) }
}

/** They end by themselves if nobody does it. */
const LONGEST_MS = 20_000

/** Other processes that want every core there is, twice. */
export function startHogs(): Disposable {
  const program = `const end = Date.now() + ${LONGEST_MS}; while (Date.now() < end);`
  const hogs = Array.from({ length: 2 * availableParallelism() }, () => spawn(process.execPath, ['-e', program], { stdio: 'ignore' }))
  return { [Symbol.dispose]: () => hogs.forEach((hog) => hog.kill('SIGKILL')) }
}
