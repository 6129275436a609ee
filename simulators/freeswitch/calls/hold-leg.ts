import type { Leg } from './leg.ts'

/** A leg that is kept from being destroyed. */
export interface HeldLeg {
  /** Whether its call has ended. */
  readonly isOver: boolean
  /** Lets it go. */
  release(): void
}

/** Keeps a leg from being destroyed, and wakes the holder when the leg's call has ended. */
export function holdLeg(leg: Leg, holder: Leg): HeldLeg {
  let isOver = false
  const tell = (): void => {
    isOver = true
    holder.waker.wake()
  }
  leg.holders.add(tell)
  return {
    get isOver() {
      return isOver
    },
    release() {
      leg.holders.delete(tell)
      leg.waker.wake()
    },
  }
}
