import type { StartedNode } from '../../simulators/freeswitch/index.ts'
import { unreadOctets } from '../metrics/tcp-table.ts'

/** The way by which events of a node reach the bridge. */
export interface Passage {
  readonly node: Pick<StartedNode, 'stats'>
  /** The port of ours that the bridge is connected to. */
  readonly port: number
  /** Octets that the kernel was given there, over the open connections. @default those that the node has written */
  readonly passedOctets?: () => number
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
  const isRead = watchReading(passage)
  let [looks, isOver] = [0, false]
  let timer: NodeJS.Timeout | undefined
  const look = async (): Promise<void> => {
    looks = (await isRead()) ? looks + 1 : 0
    if (isOver) return
    if (looks >= LOOKS) {
      isOver = true
      act()
    } else wait(LOOK_MS)
  }
  const wait = (ms: number): void => {
    timer = setTimeout(() => void look(), ms)
  }
  wait(QUIET_MS)
  return () => {
    const wasWaiting = !isOver
    isOver = true
    clearTimeout(timer)
    return wasWaiting
  }
}

/**
 * Tells whether what has been sent until now has been read; what is sent behind it does not count. What was passed on
 * is counted before what is unread, so that an octet that moves meanwhile counts as unread and never as read.
 */
function watchReading({ node, port, passedOctets }: Passage): () => Promise<boolean> {
  let sent: { readonly by: string; readonly octets: number } | undefined
  const look = (): number => {
    const { accepted, open } = node.stats
    const octets = open.reduce((sum, one) => sum + one.octets, 0)
    // A bridge that connected anew meanwhile has other connections to read.
    const by = `${accepted} ${open.length}`
    if (sent?.by !== by) sent = open.some(({ queued }) => queued > 0) ? undefined : { by, octets }
    return passedOctets?.() ?? octets
  }
  look()
  return async () => {
    const passed = look()
    const unread = (await unreadOctets(port)) ?? 0
    return sent !== undefined && passed - unread >= sent.octets
  }
}
