/** Work that keeps its order within a key and runs side by side across keys. */
export type WebhookQueue<T> = {
  /** Appends an item. Returns how many of the oldest had to give way. */
  readonly push: (key: string, item: T) => number
  /** Items waiting or being worked on. */
  readonly size: () => number
  /** Resolves when nothing waits or runs any more. */
  readonly idle: () => Promise<void>
  /** Forgets what waits; what runs is left to end. */
  readonly clear: () => void
}

/**
 * @param maximum items that may wait; beyond it the oldest give way, so that a peer which comes back sees what is new
 * @param concurrency items worked on at a time, each of another key
 * @param work must not reject
 */
export const createWebhookQueue = <T>(
  maximum: number, concurrency: number, work: (item: T) => Promise<void>,
): WebhookQueue<T> => {
  /** Every key that waits or runs. A key that runs has an entry, empty or not, and is not in `ready`. */
  const waiting = new Map<string, T[]>()
  const ready = new Set<string>()
  let waitingItems = 0
  let running = 0
  let idlers: (() => void)[] = []

  const take = (key: string): T | undefined => {
    const item = waiting.get(key)?.shift()
    if (item !== undefined) waitingItems -= 1
    return item
  }

  /** The key that has been ready longest; with none ready, all that waits waits behind something that runs. */
  const dropOldest = (): number => {
    for (const key of ready.size > 0 ? ready : waiting.keys()) {
      if (take(key) === undefined) continue
      if (ready.has(key) && waiting.get(key)?.length === 0) {
        ready.delete(key)
        waiting.delete(key)
      }
      return 1
    }
    return 0
  }

  const finish = (key: string): void => {
    running -= 1
    if (waiting.get(key)?.length === 0) waiting.delete(key)
    else ready.add(key)
    pump()
    if (running === 0 && waitingItems === 0) {
      for (const resolve of idlers) resolve()
      idlers = []
    }
  }

  const pump = (): void => {
    for (const key of ready) {
      if (running >= concurrency) return
      ready.delete(key)
      const item = take(key)
      if (item === undefined) continue
      running += 1
      void work(item).then(() => finish(key))
    }
  }

  return {
    push: (key, item) => {
      const items = waiting.get(key)
      if (items === undefined) {
        waiting.set(key, [item])
        ready.add(key)
      } else {
        items.push(item)
      }
      waitingItems += 1
      const dropped = waitingItems > maximum ? dropOldest() : 0
      pump()
      return dropped
    },
    size: () => waitingItems + running,
    idle: () => new Promise((resolve) => {
      if (running === 0 && waitingItems === 0) resolve()
      else idlers.push(resolve)
    }),
    clear: () => {
      for (const [key, items] of waiting) {
        items.length = 0
        if (ready.delete(key)) waiting.delete(key)
      }
      waitingItems = 0
      if (running === 0) {
        for (const resolve of idlers) resolve()
        idlers = []
      }
    },
  }
}
