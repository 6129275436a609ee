/** What the bridge says about itself: one JSON object per line, never a key, a password or a URL with a query. */
export type Log = {
  readonly info: (message: string, details?: Details) => void
  readonly warn: (message: string, details?: Details) => void
  readonly error: (message: string, details?: Details) => void
  /** Like `warn`, at most once per message and interval; the next line says how many were left out. */
  readonly warnSparsely: (message: string, details?: Details) => void
}

export type Details = Readonly<Record<string, string | number | boolean>>

const INTERVAL_MS = 5_000

export const createLog = (write: (line: string) => void): Log => {
  const seen = new Map<string, { since: number; leftOut: number }>()
  const say = (level: string, message: string, details: Details): void => {
    write(`${JSON.stringify({ time: new Date().toISOString(), level, message, ...details })}\n`)
  }
  return {
    info: (message, details = {}) => say('info', message, details),
    warn: (message, details = {}) => say('warn', message, details),
    error: (message, details = {}) => say('error', message, details),
    warnSparsely: (message, details = {}) => {
      const now = performance.now()
      const last = seen.get(message)
      if (last !== undefined && now - last.since < INTERVAL_MS) {
        last.leftOut += 1
        return
      }
      seen.set(message, { since: now, leftOut: 0 })
      say('warn', message, last === undefined || last.leftOut === 0 ? details : { ...details, leftOut: last.leftOut })
    },
  }
}
