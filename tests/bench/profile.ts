/**
 * What a generator's own time goes into: benches wrap the part that is measured, and with `--profile` on the command
 * line the engine's sampling profiler runs during it and the busiest functions are printed.
 */
import { Session } from 'node:inspector/promises'
import { isAbsolute, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Busiest functions that are printed. */
const LINES = 15
const SAMPLE_US = 200
/** Not the generator's: idle time, and the profiler's own. */
const IGNORED = new Set(['(idle)', '(root)', 'dispatch'])

interface ProfileNode {
  readonly id: number
  readonly callFrame: { readonly functionName: string; readonly url: string }
}

/** What of a profile is needed: the nodes, and for each sample its node and the microseconds since the one before. */
interface CpuProfile {
  readonly nodes: readonly ProfileNode[]
  readonly samples?: readonly number[] | undefined
  readonly timeDeltas?: readonly number[] | undefined
}

/** Runs something, under the profiler when `--profile` is on the command line; the busiest functions go to stderr. */
export async function profiled<T>(title: string, run: () => Promise<T>): Promise<T> {
  if (!process.argv.includes('--profile')) return await run()
  const session = new Session()
  session.connect()
  await session.post('Profiler.enable')
  await session.post('Profiler.setSamplingInterval', { interval: SAMPLE_US })
  await session.post('Profiler.start')
  const outcome = await run()
  const { profile } = await session.post('Profiler.stop')
  session.disconnect()
  process.stderr.write(`${title}, share of its busy time:\n${busiestFunctions(profile).join('\n')}\n`)
  return outcome
}

/** Functions by the time spent in themselves, the busiest first, as lines of a table. */
export function busiestFunctions({ nodes, samples = [], timeDeltas = [] }: CpuProfile): string[] {
  const names = new Map(nodes.map((node) => [node.id, nameOf(node)]))
  const spent = new Map<string, number>()
  samples.forEach((id, index) => {
    const name = names.get(id) ?? ''
    if (!IGNORED.has(name)) spent.set(name, (spent.get(name) ?? 0) + (timeDeltas[index] ?? 0))
  })
  const total = [...spent.values()].reduce((sum, us) => sum + us, 0)
  const sorted = [...spent].toSorted(([, a], [, b]) => b - a).slice(0, LINES)
  return sorted.map(([name, us]) => `  ${((100 * us) / total).toFixed(1).padStart(5)} %  ${name}`)
}

/** Without the line, as what runs is compiled into one. */
function nameOf({ callFrame: { functionName, url } }: ProfileNode): string {
  const name = functionName === '' ? '(anonymous)' : functionName
  if (url === '') return name
  const path = url.startsWith('file:') ? fileURLToPath(url) : url
  return `${name}  ${isAbsolute(path) ? relative(process.cwd(), path) : path}`
}
