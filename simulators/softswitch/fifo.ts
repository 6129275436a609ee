/** First in, first out, without moving what waits behind. */
export interface Fifo<T> {
  push(item: T): void
  /** The oldest, left in place. */
  peek(): T | undefined
  shift(): T | undefined
  readonly size: number
}

export function createFifo<T>(): Fifo<T> {
  let items: T[] = []
  let head = 0
  return {
    get size() {
      return items.length - head
    },
    push: (item) => void items.push(item),
    peek: () => items[head],
    shift() {
      const item = items[head]
      if (item === undefined) return undefined
      head++
      if (head >= 1024 && head * 2 >= items.length) {
        items = items.slice(head)
        head = 0
      }
      return item
    },
  }
}
