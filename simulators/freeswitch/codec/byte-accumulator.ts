/** Octets that have arrived and are not consumed yet, in one contiguous buffer that grows by doubling. */
export interface ByteAccumulator {
  /** Unread octets. The view is valid until the next `append` or `consume`. */
  readonly bytes: Buffer
  append(chunk: Uint8Array): void
  /** Drops octets from the front. */
  consume(count: number): void
}

const INITIAL_CAPACITY = 4096
/** A larger buffer is given back once it has run empty. */
const RETAINED_CAPACITY = 1 << 20

export function createByteAccumulator(): ByteAccumulator {
  let store = Buffer.allocUnsafe(INITIAL_CAPACITY)
  let start = 0
  let end = 0

  const makeRoom = (count: number): void => {
    if (end + count <= store.length) return
    const unread = end - start
    let capacity = store.length
    while (capacity < unread + count) capacity *= 2
    const target = capacity === store.length ? store : Buffer.allocUnsafe(capacity)
    store.copy(target, 0, start, end)
    store = target
    start = 0
    end = unread
  }

  return {
    get bytes() {
      return store.subarray(start, end)
    },
    append(chunk) {
      makeRoom(chunk.length)
      store.set(chunk, end)
      end += chunk.length
    },
    consume(count) {
      start += count
      if (start < end) return
      start = end = 0
      if (store.length > RETAINED_CAPACITY) store = Buffer.allocUnsafe(INITIAL_CAPACITY)
    },
  }
}
