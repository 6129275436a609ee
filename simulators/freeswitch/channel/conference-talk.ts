import type { FsHeader } from '../codec/event.ts'

/** What the server counts of a member between start-talking and stop-talking; packets have 20 ms. */
export interface Talk {
  readonly packets: number
  /** Packets that were loud enough. */
  readonly loudPackets: number
  /** How often it became silent. */
  readonly pauses: number
  /** Sum of the levels of the loud packets. */
  readonly energy: number
  /** Sum of the differences between one loud packet and the next. */
  readonly delta: number
}

const PACKET_MS = 20

/** The headers of stop-talking that tell of the talk. */
export function talkHeaders({ packets, loudPackets, pauses, energy, delta }: Talk): FsHeader[] {
  const on = percent(loudPackets, packets)
  const off = percent(pauses, packets)
  return [
    ['talking-gate-hits', String(loudPackets)],
    ['talking-total-packets', String(packets)],
    ['talking-duration-ms', String(packets * PACKET_MS)],
    ['talking-average-energy', (energy / loudPackets).toFixed(6)],
    ['talking-delta-average', (delta / loudPackets).toFixed(6)],
    ['talking-hit-on-percent', on.toFixed(6)],
    ['talking-non-hit-ratio', percent(pauses, loudPackets).toFixed(6)],
    ['talking-hit-off-percent', off.toFixed(6)],
    ['talking-hit-off-differential', (on - off).toFixed(6)],
  ]
}

const percent = (part: number, whole: number): number => (part / whole) * 100
