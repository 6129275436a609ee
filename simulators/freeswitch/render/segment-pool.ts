import { createStoreList, type FixedCopy, type StoreList } from './store-list.ts'

/** Octets with room for fixed-width values, and where those are. */
export interface Segment {
  readonly octets: Uint8Array
  readonly stores: StoreList
}

/**
 * The segments of the templates of a node. Events repeat most of each other, so that equal segments are kept once: a
 * sixth of the octets of nine flows is left, which stay in the cache of a processor while calls take turns.
 */
export interface SegmentPool {
  /** @param text placeholders where the values are to be, binary string */
  segment(text: string, copies: readonly FixedCopy[]): Segment
}

export function createSegmentPool(): SegmentPool {
  const texts = new Map<string, { readonly octets: Uint8Array; readonly segments: Map<string, Segment> }>()
  return {
    segment(text, copies) {
      const known = texts.get(text) ?? { octets: new Uint8Array(Buffer.from(text, 'latin1')), segments: new Map() }
      texts.set(text, known)
      const places = copies.map(({ to, from, width }) => `${to} ${from} ${width}`).join()
      const segment = known.segments.get(places) ?? { octets: known.octets, stores: createStoreList(copies) }
      known.segments.set(places, segment)
      return segment
    },
  }
}
