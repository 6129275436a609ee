/** Things that fall due, the earliest first. Those of one moment come in the order in which they were added. */
export interface Agenda<T> {
  readonly size: number
  /** When the next one is due, microseconds; Infinity when there is none. */
  readonly nextUs: number
  add(atUs: number, item: T): void
  /** Removes and returns the earliest; undefined when there is none. */
  take(): T | undefined
  /** Removes everything, in no particular order. */
  drain(): T[]
}

interface Entry<T> {
  readonly atUs: number
  readonly order: number
  readonly item: T
}

/** A binary heap: adding and taking cost the logarithm of what is pending. */
export function createAgenda<T>(): Agenda<T> {
  const heap: Entry<T>[] = []
  let added = 0

  const isBefore = (a: Entry<T>, b: Entry<T>): boolean => a.atUs < b.atUs || (a.atUs === b.atUs && a.order < b.order)

  const siftUp = (entry: Entry<T>): void => {
    let at = heap.length
    while (at > 0) {
      const above = (at - 1) >> 1
      const parent = heap[above]
      if (parent === undefined || !isBefore(entry, parent)) break
      heap[at] = parent
      at = above
    }
    heap[at] = entry
  }

  const siftDown = (entry: Entry<T>): void => {
    const half = heap.length >> 1
    let at = 0
    while (at < half) {
      let below = 2 * at + 1
      let child = heap[below]
      const right = heap[below + 1]
      if (right !== undefined && child !== undefined && isBefore(right, child)) {
        below += 1
        child = right
      }
      if (child === undefined || isBefore(entry, child)) break
      heap[at] = child
      at = below
    }
    heap[at] = entry
  }

  return {
    get size() {
      return heap.length
    },
    get nextUs() {
      return heap[0]?.atUs ?? Number.POSITIVE_INFINITY
    },
    add(atUs, item) {
      siftUp({ atUs, order: added++, item })
    },
    take() {
      const first = heap[0]
      const last = heap.pop()
      if (first === undefined || last === undefined) return undefined
      if (heap.length > 0) siftDown(last)
      return first.item
    },
    drain() {
      return heap.splice(0).map((entry) => entry.item)
    },
  }
}
