import { closeSync, fstatSync, openSync, readSync } from 'node:fs'

/** Most octets of a file that people write: profiles, lists, settings. */
export const WRITTEN_BY_HAND = 2 ** 20

/** A file is larger than anything that it should be. */
export class FileTooLargeError extends RangeError {
  /** What it must be, without a subject: `must be at most 1 MiB: current size is 100 MiB`. */
  readonly rule: string

  constructor(path: string, mostOctets: number, octets: number) {
    const rule = `must be at most ${inMebibytes(mostOctets)}: current size is ${inMebibytes(octets)}`
    super(`Cannot read "${path}" as it ${rule}`)
    this.name = 'FileTooLargeError'
    this.rule = rule
  }
}

const inMebibytes = (octets: number): string => `${Number((octets / 2 ** 20).toPrecision(3))} MiB`

const CHUNK = 2 ** 16

/**
 * Reads a file as UTF-8 and no more of it than is allowed: what reads it further may take long for much.
 * @throws FileTooLargeError; the error of the system when it cannot be read
 */
export function readTextFile(path: string, mostOctets: number): string {
  const file = openSync(path, 'r')
  try {
    const { size } = fstatSync(file)
    if (size > mostOctets) throw new FileTooLargeError(path, mostOctets, size)
    return readUpTo(mostOctets, file, path)
  } finally {
    closeSync(file)
  }
}

/** Devices and pipes have no size and may have no end. */
function readUpTo(mostOctets: number, file: number, path: string): string {
  const chunks: Buffer[] = []
  let octets = 0
  for (;;) {
    const chunk = Buffer.allocUnsafe(CHUNK)
    const count = readSync(file, chunk)
    if (count === 0) return Buffer.concat(chunks).toString('utf8')
    octets += count
    if (octets > mostOctets) throw new FileTooLargeError(path, mostOctets, octets)
    chunks.push(chunk.subarray(0, count))
  }
}
