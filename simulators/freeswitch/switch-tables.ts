/** A row of `show`, columns in order. Binary strings. */
export type TableRow = Readonly<Record<string, string>>

/** What `show`, `status` and their kin report; the channel model supplies its own. */
export interface SwitchTables {
  /** Rows of a table that `show` knows, such as `channels`, `calls` or `registrations`. */
  rows(table: string): readonly TableRow[]
  readonly figures: SwitchFigures
}

/** Counters of the switch. */
export interface SwitchFigures {
  readonly sessions: number
  readonly sessionsSinceStartup: number
  readonly sessionsPeak: number
  readonly sessionsPeakFiveMinutes: number
  readonly maxSessions: number
  readonly sessionsPerSecond: number
  readonly sessionsPerSecondLimit: number
  readonly sessionsPerSecondPeak: number
  readonly sessionsPerSecondPeakFiveMinutes: number
  /** Percent. */
  readonly idleCpu: number
}

export const IDLE_FIGURES: SwitchFigures = {
  sessions: 0,
  sessionsSinceStartup: 0,
  sessionsPeak: 0,
  sessionsPeakFiveMinutes: 0,
  maxSessions: 1000,
  sessionsPerSecond: 0,
  sessionsPerSecondLimit: 30,
  sessionsPerSecondPeak: 0,
  sessionsPerSecondPeakFiveMinutes: 0,
  idleCpu: 99.5,
}

/** A switch on which nothing happens. */
export const EMPTY_TABLES: SwitchTables = { rows: () => [], figures: IDLE_FIGURES }
