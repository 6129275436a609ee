import { readFileSync } from 'node:fs'
import { availableParallelism, cpus, freemem, totalmem } from 'node:os'
import type { Finding } from './finding.ts'

const LOWEST_NODE = [20, 19] as const

export function examineNode(version = process.versions.node): Finding {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  const fits = major > LOWEST_NODE[0] || (major === LOWEST_NODE[0] && minor >= LOWEST_NODE[1])
  const means = fits ? 'runs callstorm' : `too old: ${LOWEST_NODE.join('.')} or newer is needed`
  return { id: 'node', title: 'Node', value: version, means, status: fits ? 'ok' : 'missing', must: true }
}

export function examineCores(cores = availableParallelism(), model = cpus()[0]?.model.trim() ?? 'unknown'): Finding {
  const base = { id: 'cores', title: 'Processor cores', value: `${cores} (${model})`, must: false }
  if (cores === 1) return { ...base, status: 'limited', means: 'bridge and harness take turns on one core: most runs will be invalid' }
  if (cores < 4) return { ...base, status: 'ok', means: 'bridge and harness share them: rates of some thousand events per second' }
  return { ...base, status: 'ok', means: 'room for a bridge beside several worker threads of the harness' }
}

const MIB = 1024 * 1024
const HARNESS_MIB = 500

export function examineMemory(free = freemem(), total = totalmem()): Finding {
  const enough = free > HARNESS_MIB * MIB
  return {
    id: 'memory',
    title: 'Memory',
    value: `${Math.round(free / MIB)} MiB free of ${Math.round(total / MIB)} MiB`,
    means: enough ? `enough: busy-hour keeps the harness below ${HARNESS_MIB} MiB` : `busy-hour may need ${HARNESS_MIB} MiB for the harness alone`,
    status: enough ? 'ok' : 'limited',
    must: false,
  }
}

/** Descriptors that a process needs besides its connections. */
const SPARE_DESCRIPTORS = 200
const MANY = 1200

/** Node raises its soft limit to the hard one when it starts: what stands here is what runs get. */
export function examineDescriptors(limits: string | undefined = readLimits()): Finding {
  const base = { id: 'descriptors', title: 'File descriptors', must: false }
  const text = /^Max open files\s+(\S+)/m.exec(limits ?? '')?.[1]
  if (text === undefined) return { ...base, value: 'unknown', status: 'limited', means: 'see "ulimit -n": one per websocket subscriber and one per connection' }
  const limit = text === 'unlimited' ? Infinity : Number(text)
  const subscribers = Math.max(0, limit - SPARE_DESCRIPTORS)
  return {
    ...base,
    value: `${text} per process`,
    means: `up to ${subscribers === Infinity ? 'any number of' : subscribers} websocket subscribers, in the harness and in a bridge that inherits the limit`,
    status: limit >= MANY ? 'ok' : 'limited',
  }
}

function readLimits(): string | undefined {
  try {
    return readFileSync('/proc/self/limits', 'utf8')
  } catch {
    return undefined
  }
}
