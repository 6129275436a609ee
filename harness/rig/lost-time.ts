import { runDelays } from '../metrics/proc.ts'

/** Time in which the machine did not let us or the bridge run. A deadline that went by meanwhile says nothing about the bridge. */
export interface LostTime extends Disposable {
  /** Milliseconds lost since the start: by this thread, or by the bridge's busiest thread, whichever is more. */
  readonly lostMs: number
  /** Longest time in one go in which this thread did nothing of what was due, since `begin()`. */
  readonly longestMs: number
  begin(): void
}

const EVERY_MS = 25
/** Timers are late by so much on any machine. */
const USUAL_MS = 50

/** @param pids the bridge's processes as they are now */
export function watchLostTime(pids: () => readonly number[]): LostTime {
  let lost = 0
  let longest = 0
  let last = performance.now()
  const tick = (): void => {
    const late = performance.now() - last - EVERY_MS
    last = performance.now()
    if (late < USUAL_MS) return
    lost += late
    longest = Math.max(longest, late)
  }
  const timer = setInterval(tick, EVERY_MS).unref()
  return {
    get lostMs() {
      tick()
      return Math.max(lost, ...pids().map(longestWait))
    },
    get longestMs() {
      tick()
      return longest
    },
    begin() {
      tick()
      longest = 0
    },
    [Symbol.dispose]: () => clearInterval(timer),
  }
}

/** Milliseconds that the thread of a process that waited most was ready to run and did not get a processor. */
const longestWait = (pid: number): number => 1000 * Math.max(0, ...runDelays(pid).values())
