/**
 * Shared memory between a pacer thread and the threads that it wakes. Moments are microseconds of CLOCK_MONOTONIC
 * modulo 2^32, so that one atomic word holds one; they are compared by the sign of their difference.
 */
export type PacerBoard = SharedArrayBuffer

/** Words of the board; those of port n follow from `ports + 2 n` on. `pacer-worker.mjs` reads the same numbers. */
export const BOARD = {
  /** Rung to wake the pacer before its time. */
  bell: 0,
  /** Until when the pacer sleeps. */
  until: 1,
  ports: 2,
  /** Of a port: counts its wakes. */
  wakes: 0,
  /** Of a port: when it wants to be woken. */
  due: 1,
  wordsPerPort: 2,
} as const

/** The longest time between two wakes: what was scheduled in between waits no longer than this. */
export const TICK_US = 1000
/** The shortest time between two wakes of a port: what falls due within it goes out together. */
export const LEAST_US = 100

export const createPacerBoard = (ports: number): PacerBoard =>
  new SharedArrayBuffer(4 * (BOARD.ports + BOARD.wordsPerPort * ports))

/** The present on a board's scale. */
export const boardNow = (): number => Number(BigInt.asIntN(32, process.hrtime.bigint() / 1000n))
