import { deflateSync, inflateSync } from 'node:zlib'

/*
 * Writes HdrHistogram logs from the definition of the format alone, sharing no code with the library that reads them:
 * version 2 encoding with ZigZag LEB128 counts, compressed, in a version 1.2 log.
 * Source: HdrHistogram, AbstractHistogram.encodeIntoByteBuffer and ZigZagEncoding (Java), public domain.
 */

/** Counts by value in the geometry of jHiccup's logs: 1 to an hour of nanoseconds, three digits. */
export type Counts = ReadonlyMap<number, number>

const LOWEST = 1n
const HIGHEST = 3_600_000_000_000n
const DIGITS = 3
/** Buckets of one magnitude: the power of two above 2 * 10^3. */
const SUB_BUCKETS = 2048
const SUB_MAGNITUDE = 11
const COOKIE = 0x1c849303 | 0x10
const COMPRESSED_COOKIE = 0x1c849304 | 0x10

export interface LoggedInterval {
  readonly atSeconds: number
  readonly seconds: number
  readonly counts: Counts
}

/** A whole log. Maxima are printed in milliseconds, as jHiccup has them. */
export function writeHdrLog(intervals: readonly LoggedInterval[]): string {
  const lines = intervals.map(({ atSeconds, seconds, counts }) => {
    const max = Math.max(...counts.keys()) / 1e6
    return `${atSeconds.toFixed(3)},${seconds.toFixed(3)},${max.toFixed(3)},${encode(counts)}`
  })
  return ['#[Histogram log format version 1.2]', '"StartTimestamp","Interval_Length","Interval_Max","Interval_Compressed_Histogram"', ...lines, ''].join('\n')
}

function encode(counts: Counts): string {
  const payload = Buffer.from(encodeCounts(counts))
  const head = Buffer.alloc(40)
  head.writeInt32BE(COOKIE, 0)
  head.writeInt32BE(payload.length, 4)
  head.writeInt32BE(0, 8)
  head.writeInt32BE(DIGITS, 12)
  head.writeBigInt64BE(LOWEST, 16)
  head.writeBigInt64BE(HIGHEST, 24)
  head.writeDoubleBE(1, 32)
  const deflated = deflateSync(Buffer.concat([head, payload]))
  const outer = Buffer.alloc(8)
  outer.writeInt32BE(COMPRESSED_COOKIE, 0)
  outer.writeInt32BE(deflated.length, 4)
  return Buffer.concat([outer, deflated]).toString('base64')
}

/** Counts in the order of their buckets; a run of empty ones is one negative number. */
function encodeCounts(counts: Counts): number[] {
  const byIndex = new Map<number, number>()
  for (const [value, count] of counts) byIndex.set(indexOf(value), (byIndex.get(indexOf(value)) ?? 0) + count)
  const octets: number[] = []
  let next = 0
  for (const [index, count] of [...byIndex].sort(([a], [b]) => a - b)) {
    if (index > next) octets.push(...zigZag(next - index))
    octets.push(...zigZag(count))
    next = index + 1
  }
  return octets
}

/** The first 2048 values have a bucket each; each doubling above them has 1024. */
function indexOf(value: number): number {
  const magnitude = Math.max(0, Math.floor(Math.log2(value)) + 1 - SUB_MAGNITUDE)
  return (magnitude + 1) * (SUB_BUCKETS / 2) + (Math.floor(value / 2 ** magnitude) - SUB_BUCKETS / 2)
}

function zigZag(value: number): number[] {
  let rest = value >= 0 ? value * 2 : -value * 2 - 1
  const octets: number[] = []
  while (rest >= 128) {
    octets.push((rest % 128) + 128)
    rest = Math.floor(rest / 128)
  }
  return [...octets, rest]
}

/**
 * Reads the counts of a compressed version 2 histogram by index of their buckets, again from the definition alone.
 * @throws RangeError when it is none
 */
export function readCounts(base64: string): Map<number, number> {
  const outer = Buffer.from(base64, 'base64')
  const inner = inflateSync(outer.subarray(8))
  if (outer.readInt32BE(0) !== COMPRESSED_COOKIE || inner.readInt32BE(0) !== COOKIE) {
    throw new RangeError('Cannot read a histogram as it must be a compressed one of version 2')
  }
  const end = 40 + inner.readInt32BE(4)
  const counts = new Map<number, number>()
  let index = 0
  for (let at = 40; at < end; ) {
    let coded = 0
    for (let shift = 1; ; shift *= 128) {
      const octet = inner[at++] ?? 0
      coded += (octet & 127) * shift
      if (octet < 128) break
    }
    const value = coded % 2 === 0 ? coded / 2 : -(coded + 1) / 2
    if (value < 0) index -= value
    else counts.set(index++, value)
  }
  return counts
}
