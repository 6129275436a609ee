/**
 * Stores of fixed-width values as pairs of places: eight octets from one place of a block to one place of a segment,
 * or four. The last store of a value overlaps the one before it, so that no octet-wise rest remains. This is several
 * times faster than a loop over octets, because the engine turns each store into one instruction.
 */
export interface StoreList {
  /** Places in segment and block, by turns. */
  readonly eights: Int32Array
  readonly fours: Int32Array
}

/** A value's place in the segment and in the block. */
export interface FixedCopy {
  readonly to: number
  readonly from: number
  /** At least 4. */
  readonly width: number
}

export function createStoreList(copies: readonly FixedCopy[]): StoreList {
  const eights: number[] = []
  const fours: number[] = []
  for (const { to, from, width } of copies) {
    const step = width >= 8 ? 8 : 4
    const list = width >= 8 ? eights : fours
    for (let at = 0; at < width; at += step) {
      const start = Math.min(at, width - step)
      list.push(to + start, from + start)
    }
  }
  return { eights: Int32Array.from(eights), fours: Int32Array.from(fours) }
}

/**
 * Runs the stores into a segment that has been copied to `at` of the target. Doubles carry the octets unchanged,
 * because fixed values are ASCII and no eight ASCII octets are the bit pattern of a NaN.
 */
export function runStores({ eights, fours }: StoreList, target: DataView, at: number, block: DataView): void {
  for (let i = 0; i < eights.length; i += 2) {
    target.setFloat64(at + (eights[i] as number), block.getFloat64(eights[i + 1] as number, true), true)
  }
  for (let i = 0; i < fours.length; i += 2) {
    target.setInt32(at + (fours[i] as number), block.getInt32(fours[i + 1] as number, true), true)
  }
}
