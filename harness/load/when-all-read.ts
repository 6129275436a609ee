import type { StartedNode } from '../../simulators/freeswitch/index.ts'
import { unreadOctets } from '../metrics/tcp-table.ts'

/** A way by which events of a node reach the bridge. */
export interface Passage {
  readonly node: Pick<StartedNode, 'port' | 'stats'>
  /** Ports of ours that the octets go through, the last one with the bridge behind it. @default that of the node */
  readonly ports?: readonly number[]
  /** Octets in between that no kernel has. @default 0 */
  readonly pendingOctets?: () => number
}

/** So long is waited at least: where the kernel does not tell what stands unread, it is all that can be done. */
const QUIET_MS = 300
const LOOK_MS = 20
/** Looks in a row that must find it read, as between two of them Node hands on what it had kept. */
const LOOKS = 2

/**
 * Acts once as soon as the bridge has read everything that was sent to it before. A cut throws away what the other side
 * has received and not read: a bridge that stood still for a moment, as its machine did, would be asked for what it
 * never got.
 * @returns a function that gives up, and says whether it was in time for that
 */
export function whenAllRead(passage: Passage, act: () => void): () => boolean {
  const earliest = performance.now() + QUIET_MS
  const isRead = watchReading(passage)
  let [looks, isOver] = [0, false]
  const timer = setInterval(() => {
    looks = isRead() ? looks + 1 : 0
    if (looks < LOOKS || performance.now() < earliest) return
    end()
    act()
  }, LOOK_MS)
  const end = (): boolean => {
    const wasWaiting = !isOver
    isOver = true
    clearInterval(timer)
    return wasWaiting
  }
  return end
}

/** Tells whether what had been sent at the first look has been read; what is sent behind it does not count. */
function watchReading({ node, ports = [node.port], pendingOctets = () => 0 }: Passage): () => boolean {
  let sent: { readonly by: string; readonly octets: number } | undefined
  return () => {
    const { accepted, open } = node.stats
    const octets = open.reduce((sum, one) => sum + one.octets, 0)
    // A bridge that connected anew meanwhile has other connections to read.
    const by = `${accepted} ${open.length}`
    if (sent?.by !== by) sent = open.some(({ queued }) => queued > 0) ? undefined : { by, octets }
    const unread = ports.reduce((sum, port) => sum + (unreadOctets(port) ?? 0), pendingOctets())
    return sent !== undefined && octets - unread >= sent.octets
  }
}
