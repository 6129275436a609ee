/** A first-in, first-out queue that refuses more than `limit` items. */
export interface BoundedQueue<T> {
  readonly length: number
  /** @returns whether there was room */
  push(item: T): boolean
  shift(): T | undefined
  clear(): void
}

/** Items in front of the head are dropped once they are this many and half of the storage. */
const COMPACT_AT = 1024

export function createBoundedQueue<T>(limit: number): BoundedQueue<T> {
  let items: (T | undefined)[] = []
  let head = 0

  const compact = (): void => {
    if (head < COMPACT_AT || head * 2 < items.length) return
    items = items.slice(head)
    head = 0
  }

  return {
    get length() {
      return items.length - head
    },
    push(item) {
      if (items.length - head >= limit) return false
      items.push(item)
      return true
    },
    shift() {
      if (head === items.length) return undefined
      const item = items[head]
      items[head++] = undefined
      compact()
      return item
    },
    clear() {
      items = []
      head = 0
    },
  }
}
