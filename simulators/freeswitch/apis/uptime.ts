import type { Api } from './api.ts'

const UNITS: readonly (readonly [names: readonly string[], microseconds: number])[] = [
  [['us', 'microseconds'], 1],
  [['ms', 'milliseconds'], 1e3],
  [['s', 'seconds', ''], 1e6],
  [['m', 'minutes'], 6e7],
  [['h', 'hours'], 3.6e9],
  [['d', 'days'], 8.64e10],
]
const USAGE = '-USAGE: [us|ms|s|m|h|d|microseconds|milliseconds|seconds|minutes|hours|days]\n'

/** `uptime [<unit>]`: whole units since the start, seconds by default. */
export const uptime: Api = {
  name: 'uptime',
  run({ core, args }) {
    const unit = UNITS.find(([names]) => names.includes(args.toLowerCase()))
    return unit === undefined ? USAGE : `${Math.floor(core.uptimeUs() / unit[1])}\n`
  },
}

/** Uptime in the parts in which the server shows it; a year has 365 days. */
export interface UptimeParts {
  readonly years: number
  readonly days: number
  readonly hours: number
  readonly minutes: number
  readonly seconds: number
  readonly milliseconds: number
  readonly microseconds: number
}

export function uptimeParts(us: number): UptimeParts {
  const seconds = Math.floor(us / 1e6)
  const days = Math.floor(seconds / 86400)
  return {
    years: Math.floor(days / 365),
    days: days % 365,
    hours: Math.floor(seconds / 3600) % 24,
    minutes: Math.floor(seconds / 60) % 60,
    seconds: seconds % 60,
    milliseconds: Math.floor(us / 1000) % 1000,
    microseconds: Math.floor(us) % 1000,
  }
}

/** `0 years, 1 day, 2 hours, ...`: as `status` and HEARTBEAT have it. */
export function uptimeText(us: number): string {
  const parts = Object.entries(uptimeParts(us))
  return parts.map(([unit, count]) => `${count} ${count === 1 ? unit.slice(0, -1) : unit}`).join(', ')
}
