/**
 * For `node --import`: makes `Date` follow the offset in a file, as it would a step of the system's clock. Timers and
 * `performance.now()` go on as they are, since they follow the monotonic clock.
 */
import { readFileSync } from 'node:fs'

const POLL_MS = 20
const file = process.env.FAKETIME_TIMESTAMP_FILE ?? ''
const SystemDate = Date
let offsetMs = 0

const read = () => {
  try {
    // Between being emptied and being written the file says nothing.
    const seconds = Number.parseFloat(readFileSync(file, 'utf8'))
    if (Number.isFinite(seconds)) offsetMs = seconds * 1000
  } catch {
    // A file that is gone changes nothing.
  }
}
const now = () => SystemDate.now() + offsetMs

read()
setInterval(read, POLL_MS).unref()
globalThis.Date = new Proxy(SystemDate, {
  construct: (target, given, newTarget) => Reflect.construct(target, given.length === 0 ? [now()] : given, newTarget),
  apply: () => new SystemDate(now()).toString(),
  get: (target, name, receiver) => (name === 'now' ? now : Reflect.get(target, name, receiver)),
})
