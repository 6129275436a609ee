import { CHECKS } from '../../scenarios/conformance/index.ts'
import { type Hostility, judgeBadBridge } from './bad-bridge.ts'

/** What the main thread may hold beyond what it had: the room of all rigs, what is made of it, and garbage. */
const MOST_MEMORY = 1.5 * 2 ** 30
const MOST_RECORD = 2 ** 20

/** Runs checks against a hostile bridge, and says in words what must not have become of them or of the harness. */
export async function harmDone(hostility: Hostility, ...ids: readonly string[]): Promise<string[]> {
  const checks = CHECKS.filter(({ id }) => ids.includes(id))
  const before = process.memoryUsage().rss
  let most = before
  const watch = setInterval(() => (most = Math.max(most, process.memoryUsage().rss)), 100)
  const record = await judgeBadBridge('hostile', checks, { hostility }).finally(() => clearInterval(watch))
  const octets = JSON.stringify(record).length
  return [
    ...record.results.filter(({ status }) => status === 'pass').map(({ id }) => `${id} passes`),
    ...(record.results.length === ids.length ? [] : [`${record.results.length} checks are judged`]),
    ...(octets < MOST_RECORD ? [] : [`the record has ${octets} octets`]),
    ...(most - before < MOST_MEMORY ? [] : [`the harness takes ${most - before} octets more`]),
    ...('polluted' in Object.prototype ? ['prototypes are polluted'] : []),
  ]
}
