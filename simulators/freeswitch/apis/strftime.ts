import type { Api } from './api.ts'

const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday']
const MONTHS = [
  'January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November',
  'December',
]
const DAY_MS = 86_400_000

const two = (value: number): string => String(value).padStart(2, '0')

/** What each directive stands for; those that are made of others come first in a text. */
const DIRECTIVES: Readonly<Record<string, (time: Date) => string>> = {
  a: (time) => (DAYS[time.getDay()] ?? '').slice(0, 3),
  A: (time) => DAYS[time.getDay()] ?? '',
  b: (time) => (MONTHS[time.getMonth()] ?? '').slice(0, 3),
  B: (time) => MONTHS[time.getMonth()] ?? '',
  d: (time) => two(time.getDate()),
  e: (time) => String(time.getDate()).padStart(2, ' '),
  H: (time) => two(time.getHours()),
  I: (time) => two(time.getHours() % 12 || 12),
  j: (time) => String(dayOfYear(time)).padStart(3, '0'),
  m: (time) => two(time.getMonth() + 1),
  M: (time) => two(time.getMinutes()),
  n: () => '\n',
  p: (time) => (time.getHours() < 12 ? 'AM' : 'PM'),
  s: (time) => String(Math.floor(time.getTime() / 1000)),
  S: (time) => two(time.getSeconds()),
  t: () => '\t',
  u: (time) => String(time.getDay() || 7),
  w: (time) => String(time.getDay()),
  y: (time) => two(time.getFullYear() % 100),
  Y: (time) => String(time.getFullYear()),
  z: zone,
  '%': () => '%',
}
const COMPOSED: Readonly<Record<string, string>> = { D: '%m/%d/%y', F: '%Y-%m-%d', R: '%H:%M', T: '%H:%M:%S' }

/** `strftime [<epoch>|]<format>`: local time as the C function writes it. */
export const strftime: Api = {
  name: 'strftime',
  run({ core, args }) {
    const [, epoch, format = '%Y-%m-%d %T'] = /^(?:(\d+)\|)?(.+)?$/s.exec(args) ?? []
    const time = new Date(epoch === undefined ? core.epochUs() / 1000 : Number(epoch) * 1000)
    const simple = format.replace(/%([DFRT])/g, (_, directive: string) => COMPOSED[directive] ?? '')
    return simple.replace(/%(.)/gs, (whole, directive: string) =>
      Object.hasOwn(DIRECTIVES, directive) ? (DIRECTIVES[directive]?.(time) ?? '') : whole,
    )
  },
}

function dayOfYear(time: Date): number {
  const first = new Date(time.getFullYear(), 0, 1)
  return Math.round((time.getTime() - first.getTime()) / DAY_MS + 0.5)
}

function zone(time: Date): string {
  const minutes = -time.getTimezoneOffset()
  const size = Math.abs(minutes)
  return `${minutes < 0 ? '-' : '+'}${two(Math.floor(size / 60))}${two(size % 60)}`
}
