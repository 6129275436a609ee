/** Items in front of the head are dropped once they are this many and half of the storage. */
const COMPACT_AT = 1024

/**
 * A first-in, first-out queue that refuses more than `limit` items. A class, as each connection has two that are asked
 * for their length with every event: objects with getters of their own would each have a shape of its own.
 */
export class BoundedQueue<T> {
  readonly #limit: number
  #items: (T | undefined)[] = []
  #head = 0

  constructor(limit: number) {
    this.#limit = limit
  }

  get length(): number {
    return this.#items.length - this.#head
  }

  /** @returns whether there was room */
  push(item: T): boolean {
    if (this.length >= this.#limit) return false
    this.#items.push(item)
    return true
  }

  shift(): T | undefined {
    if (this.#head === this.#items.length) return undefined
    const item = this.#items[this.#head]
    this.#items[this.#head++] = undefined
    this.#compact()
    return item
  }

  clear(): void {
    this.#items = []
    this.#head = 0
  }

  #compact(): void {
    if (this.#head < COMPACT_AT || this.#head * 2 < this.#items.length) return
    this.#items = this.#items.slice(this.#head)
    this.#head = 0
  }
}
