/** A slot of the list's end. */
const NONE = -1

/**
 * Which slot becomes free when. Slots are handed out and taken back in an order that depends only on the order and
 * the times of the calls, in constant time each, so that the same traffic gets the same slots in every run.
 */
export class SlotCalendar {
  readonly #slots: number
  /** Slots by the second in which they become due: the first of a linked list through `#next`. */
  readonly #firstDue = new Map<number, number>()
  readonly #next: Int32Array
  readonly #free: number[] = []
  #fresh = 0
  #turned: number | undefined

  constructor(slots: number) {
    this.#slots = slots
    this.#next = new Int32Array(slots)
  }

  /** A free slot, the one that was freed last; undefined when all are taken. */
  take(): number | undefined {
    if (this.#free.length > 0) return this.#free.pop()
    return this.#fresh < this.#slots ? this.#fresh++ : undefined
  }

  /** Plans a slot to be looked at when `dueUs` has come. */
  plan(slot: number, dueUs: number): void {
    const second = Math.max(Math.ceil(dueUs / 1e6), (this.#turned ?? Number.NEGATIVE_INFINITY) + 1)
    this.#next[slot] = this.#firstDue.get(second) ?? NONE
    this.#firstDue.set(second, slot)
  }

  /** Hands over every slot that has become due by `nowUs`; each is freed, planned again or left to its owner. */
  turnTo(nowUs: number, due: (slot: number) => void): void {
    const second = Math.floor(nowUs / 1e6)
    this.#turned ??= second
    while (this.#turned < second) {
      this.#turned++
      let slot = this.#firstDue.get(this.#turned) ?? NONE
      this.#firstDue.delete(this.#turned)
      while (slot !== NONE) {
        const next = this.#next[slot] ?? NONE
        due(slot)
        slot = next
      }
    }
  }

  free(slot: number): void {
    this.#free.push(slot)
  }
}
