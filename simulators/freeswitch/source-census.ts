import type { SessionFigures } from './flows/event-values.ts'
import type { SwitchFigures } from './switch-tables.ts'

/** Counts the sessions of a node, as HEARTBEAT and `status` report them. */
export interface Census {
  /** Peaks of the last five minutes are given as those since the start. */
  readonly sessions: SessionFigures
  /** Percent. */
  readonly idleCpu: number
  readonly figures: SwitchFigures
  /** Legs have come up, at so many microseconds of the run's clock. */
  begin(legs: number, atUs: number): void
  end(legs: number): void
}

/** Limits of the server that was recorded. */
const MAX_SESSIONS = 8000
const MAX_PER_SECOND = 5000
const IDLE_CPU = 92.5

export function createCensus(): Census {
  let living = 0
  let total = 0
  let peak = 0
  let second = 0
  let begun = 0
  let begunBefore = 0
  let mostBegun = 0

  const sessions = (): SessionFigures => ({
    count: living,
    max: MAX_SESSIONS,
    perSecondLimit: MAX_PER_SECOND,
    perSecondLast: begunBefore,
    perSecondMax: mostBegun,
    perSecondFiveMinutes: mostBegun,
    sinceStartup: total,
    peak,
    peakFiveMinutes: peak,
  })

  return {
    idleCpu: IDLE_CPU,
    get sessions() {
      return sessions()
    },
    get figures() {
      return toSwitchFigures(sessions())
    },
    begin(legs, atUs) {
      const now = Math.floor(atUs / 1e6)
      if (now !== second) {
        begunBefore = now === second + 1 ? begun : 0
        second = now
        begun = 0
      }
      living += legs
      total += legs
      begun += legs
      peak = Math.max(peak, living)
      mostBegun = Math.max(mostBegun, begun)
    },
    end(legs) {
      living -= legs
    },
  }
}

function toSwitchFigures(sessions: SessionFigures): SwitchFigures {
  return {
    sessions: sessions.count,
    sessionsSinceStartup: sessions.sinceStartup,
    sessionsPeak: sessions.peak,
    sessionsPeakFiveMinutes: sessions.peakFiveMinutes,
    maxSessions: sessions.max,
    sessionsPerSecond: sessions.perSecondLast,
    sessionsPerSecondLimit: sessions.perSecondLimit,
    sessionsPerSecondPeak: sessions.perSecondMax,
    sessionsPerSecondPeakFiveMinutes: sessions.perSecondFiveMinutes,
    idleCpu: IDLE_CPU,
  }
}
