/** Work that keeps its order within a key and runs side by side across keys. */
export type WebhookQueue = {
  /** Appends an item. Returns how many of the oldest had to give way. */
  readonly push: (key: string, item: string) => number
  /** Items waiting or being worked on. */
  readonly size: () => number
  /** Resolves when nothing waits or runs any more. */
  readonly idle: () => Promise<void>
  /** Forgets what waits; what runs is left to end. */
  readonly clear: () => void
}

/** What may wait: beyond it the oldest give way, so that a peer which comes back sees what is new. */
export type QueueLimits = {
  readonly items: number
  /** Sum of the items' lengths. */
  readonly characters: number
}

type Entry = { readonly key: string; readonly item: string; waits: boolean }

/**
 * @param concurrency items worked on at a time, each of another key
 * @param work must not reject
 */
export const createWebhookQueue = (
  limits: QueueLimits,
  concurrency: number,
  work: (item: string) => Promise<void>,
): WebhookQueue => {
  /** Every key that waits or runs. A key that runs has an entry, empty or not, and is not in `ready`. */
  const waiting = new Map<string, Entry[]>()
  const ready = new Set<string>()
  /** What waits, oldest first, and among it what no longer does, up to as much again. */
  let arrivals: Entry[] = []
  let oldest = 0
  let items = 0
  let characters = 0
  let running = 0
  let idlers: (() => void)[] = []

  const take = (key: string): string | undefined => {
    const entry = waiting.get(key)?.shift()
    if (entry === undefined) return undefined
    entry.waits = false
    items -= 1
    characters -= entry.item.length
    return entry.item
  }

  const arrive = (entry: Entry): void => {
    if (arrivals.length > 2 * items + 64) {
      arrivals = arrivals.filter(({ waits }) => waits)
      oldest = 0
    }
    arrivals.push(entry)
  }

  const settle = (): void => {
    if (running > 0 || items > 0) return
    for (const resolve of idlers) resolve()
    idlers = []
  }

  const dropOldest = (): void => {
    while (arrivals[oldest]?.waits === false) oldest += 1
    const key = arrivals[oldest]?.key ?? ''
    take(key)
    if (waiting.get(key)?.length === 0 && ready.delete(key)) waiting.delete(key)
  }

  const finish = (key: string): void => {
    running -= 1
    if (waiting.get(key)?.length === 0) waiting.delete(key)
    else ready.add(key)
    pump()
    settle()
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
      const entry = { key, item, waits: true }
      const queued = waiting.get(key)
      if (queued === undefined) {
        waiting.set(key, [entry])
        ready.add(key)
      } else {
        queued.push(entry)
      }
      arrive(entry)
      items += 1
      characters += item.length
      let dropped = 0
      while ((items > limits.items || characters > limits.characters) && items > 1) {
        dropOldest()
        dropped += 1
      }
      pump()
      return dropped
    },
    size: () => items + running,
    idle: () =>
      new Promise((resolve) => {
        idlers.push(resolve)
        settle()
      }),
    clear: () => {
      for (const [key, queued] of waiting) {
        queued.length = 0
        if (ready.delete(key)) waiting.delete(key)
      }
      arrivals = []
      oldest = 0
      items = 0
      characters = 0
      settle()
    },
  }
}
