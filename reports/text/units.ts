import { METRICS, RATES } from '../../harness/model/metric.ts'
import { capitalize } from './capitalize.ts'

/** Figures in units that people say. Every function is deterministic: no locale of the machine takes part. */

const NO_VALUE = '–'

/** Three significant digits without trailing zeros of a fraction: 12.4, 830, 1.2, 0. */
function threeDigits(value: number): string {
  if (value === 0) return '0'
  const digits = Math.max(0, 2 - Math.floor(Math.log10(Math.abs(value))))
  const text = value.toFixed(Math.min(digits, 6))
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text
}

const grouped = (digits: string): string => digits.replace(/\B(?=(\d{3})+$)/g, ',')

/** A latency of whole microseconds: `830 µs`, `12.4 ms`, `1.25 s`, `2 min 5 s`. */
export function formatUs(us: number): string {
  if (!Number.isFinite(us)) return NO_VALUE
  const size = Math.abs(us)
  if (size < 999.5) return `${threeDigits(us)} µs`
  if (size < 999_500) return `${threeDigits(us / 1e3)} ms`
  if (size < 119.5e6) return `${threeDigits(us / 1e6)} s`
  return formatSeconds(us / 1e6)
}

/** A stretch of time: `35 s`, `2 min 5 s`, `1 h 0 min`. */
export function formatSeconds(seconds: number): string {
  if (!Number.isFinite(seconds)) return NO_VALUE
  if (seconds < 119.5) return `${threeDigits(seconds)} s`
  const whole = Math.round(seconds)
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`
  return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`
}

/** A count with its thousands apart: `60,120`. */
export function formatCount(count: number): string {
  if (!Number.isFinite(count)) return NO_VALUE
  const [whole = '', fraction] = String(Math.round(count * 1e3) / 1e3).split('.')
  return fraction === undefined ? grouped(whole) : `${grouped(whole)}.${fraction}`
}

/** A rate: `49.8/s`, `1,204/s`. */
export function formatRate(perSecond: number): string {
  if (!Number.isFinite(perSecond)) return NO_VALUE
  return `${Math.abs(perSecond) < 1000 ? threeDigits(perSecond) : formatCount(Math.round(perSecond))}/s`
}

/** Binary units: `87.5 MiB`. */
export function formatBytes(bytes: number): string {
  if (!Number.isFinite(bytes)) return NO_VALUE
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB']
  let value = bytes
  let unit = 0
  while (Math.abs(value) >= 1023.5 && unit < units.length - 1) {
    value /= 1024
    unit += 1
  }
  return `${threeDigits(value)} ${units[unit]}`
}

/** A share as percentage: 0.383 is `38.3 %`. Anything short of the whole never reads as `100 %`. */
export function formatShare(share: number): string {
  if (!Number.isFinite(share)) return NO_VALUE
  const percent = share * 100
  const rounded = threeDigits(percent)
  if (percent < 100 && rounded === '100') return `${(Math.floor(percent * 1e4) / 1e4).toFixed(4).replace(/0+$/, '')} %`
  return `${rounded} %`
}

/** Room or excess of an objective: `38 % room`, `12 % over`. */
export function formatMargin(margin: number | undefined): string {
  if (margin === undefined || !Number.isFinite(margin)) return NO_VALUE
  if (margin === 0) return 'at the limit'
  const size = formatShare(Math.abs(margin))
  return margin > 0 ? `${size} room` : `${size} over`
}

/** A value with the unit of a health signal; microseconds, bytes and shares are scaled, other units stand behind it. */
export function formatMeasure(value: number, unit: string): string {
  if (!Number.isFinite(value)) return NO_VALUE
  switch (unit) {
    case 'µs':
    case 'us':
      return formatUs(value)
    case 'ms':
      return formatUs(value * 1000)
    case 'bytes':
    case 'B':
      return formatBytes(value)
    case 'share':
      return formatShare(value)
    default:
      return `${Math.abs(value) < 1000 ? threeDigits(value) : formatCount(Math.round(value))} ${unit}`.trimEnd()
  }
}

const TITLES = new Map<string, string>([...RATES, ...METRICS].map(({ name, title }) => [name, title]))

/** The registry's title of a rate or metric; a name that it does not know as words: `bytes.read` as `Bytes read`. */
export function titleOf(name: string): string {
  const title = TITLES.get(name)
  if (title !== undefined) return title
  return capitalize(name.replace(/[._-]+/g, ' ').trim())
}
