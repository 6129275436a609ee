import { createHash } from 'node:crypto'
import type { Workload } from '../traffic/workload.ts'
import type { SwitchIdentity } from './bus.ts'

/** One FreeSWITCH node. */
export interface NodeSpec {
  /** Index of the source in the run: FreeSWITCH nodes first, then softswitch machines. */
  readonly source: number
  /** Address of its event socket. @default '127.0.0.1' */
  readonly listenIp?: string | undefined
  /** 0 takes a free one. @default 0 */
  readonly listenPort?: number | undefined
  /** @default 'ClueCon' */
  readonly password?: string | undefined
}

/**
 * The FreeSWITCH nodes of a workload.
 * @param first port of the first node, the others count on; 0 takes free ones
 */
export function planNodes(workload: Pick<Workload, 'freeswitchNodes'>, first = 0): NodeSpec[] {
  return Array.from({ length: workload.freeswitchNodes }, (_, source) => ({
    source,
    listenPort: first === 0 ? 0 : first + source,
  }))
}

/** What a node says about itself: the same for the same seed and source. */
export function nodeIdentity(seed: string, { source, listenIp = '127.0.0.1' }: NodeSpec): SwitchIdentity {
  const hex = createHash('sha256').update(`${seed}\0node\0${source}`).digest('hex')
  const hostname = `node${source + 1}`
  const part = (from: number, digits: number): string => hex.slice(from, from + digits)
  const groups = [part(0, 8), part(8, 4), `4${part(12, 3)}`, `9${part(15, 3)}`, part(18, 12)]
  // A node that listens on every address still has one of its own; calls are between phones on IPv4.
  const ipv4 = /^\d+(\.\d+){3}$/.test(listenIp) && listenIp !== '0.0.0.0' ? listenIp : '127.0.0.1'
  return { coreUuid: groups.join('-'), hostname, switchname: hostname, ipv4, ipv6: '::1' }
}
