/** One frame of the Event Socket. */
export type EslFrame = {
  /** Value of Content-Type, `''` when there is none (the reply to `connect` has it late but has it). */
  readonly contentType: string
  /** The header block as a binary string (one character per octet), each line with its newline. */
  readonly head: string
  /** Exactly Content-Length octets; valid only during the call. */
  readonly body: Buffer
}

export type FrameReader = {
  /** Takes the next octets and hands over every whole frame. Throws a RangeError on a frame it cannot take. */
  readonly push: (chunk: Buffer) => void
  /** Ignores everything from here on, also the rest of the chunk being read. */
  readonly stop: () => void
}

export const MAX_HEAD_OCTETS = 2 * 1024 * 1024
export const MAX_BODY_OCTETS = 8 * 1024 * 1024

const LF = 0x0a
const EMPTY = Buffer.alloc(0)

type Head = Omit<EslFrame, 'body'> & { readonly length: number }

/** Cuts a byte stream into frames, however TCP split or joined it. */
export const createFrameReader = (onFrame: (frame: EslFrame) => void): FrameReader => {
  let held = EMPTY
  let heldLength = 0
  let searched = 0
  let head: Head | undefined
  let stopped = false

  const append = (chunk: Buffer): Buffer => {
    const length = heldLength + chunk.length
    if (length > held.length) {
      const larger = Buffer.allocUnsafe(Math.max(length, held.length * 2))
      held.copy(larger, 0, 0, heldLength)
      held = larger
    }
    chunk.copy(held, heldLength)
    heldLength = length
    return held.subarray(0, length)
  }

  /** Keeps what is left for the next chunk: a copy, as the chunk's memory is shared. */
  const keep = (rest: Buffer): void => {
    if (rest.length === heldLength) return
    if (rest.length === 0) held = EMPTY
    else if (heldLength > 0) rest.copy(held, 0)
    else held = Buffer.from(rest)
    heldLength = rest.length
  }

  /** Reads the header block at `offset`. Returns where the body begins, or -1 when the block has no end yet. */
  const readHead = (data: Buffer, offset: number): number => {
    const end = data.indexOf('\n\n', offset + searched, 'latin1')
    if (end !== -1) {
      searched = 0
      head = parseHead(data.toString('latin1', offset, end + 1))
      return end + 2
    }
    searched = Math.max(0, data.length - offset - 1)
    if (searched > MAX_HEAD_OCTETS) {
      throw new RangeError(
        `Cannot read a frame as its header must end within ${MAX_HEAD_OCTETS} octets: current value is ${searched}`,
      )
    }
    return -1
  }

  const push = (chunk: Buffer): void => {
    if (stopped) return
    const data = heldLength === 0 ? chunk : append(chunk)
    let offset = 0
    for (;;) {
      if (head === undefined) {
        while (searched === 0 && data[offset] === LF) offset += 1
        const body = readHead(data, offset)
        if (body !== -1) offset = body
      }
      if (head === undefined || data.length - offset < head.length) break
      const { contentType, head: lines, length } = head
      const body = data.subarray(offset, offset + length)
      offset += length
      head = undefined
      onFrame({ contentType, head: lines, body })
      if (stopped) return
    }
    keep(data.subarray(offset))
  }

  return {
    push,
    stop: () => {
      stopped = true
      held = EMPTY
      heldLength = 0
    },
  }
}

const parseHead = (head: string): Head => {
  let contentType = ''
  let length: number | undefined
  for (const line of head.split('\n')) {
    const colon = line.indexOf(':')
    if (colon !== 12 && colon !== 14) continue
    const name = line.slice(0, colon).toLowerCase()
    const value = line.slice(colon + 1).trim()
    if (name === 'content-type') contentType = value
    else if (name === 'content-length') length = parseLength(value, length)
  }
  return { contentType, head, length: length ?? 0 }
}

const parseLength = (value: string, before: number | undefined): number => {
  const length = /^\d{1,15}$/.test(value) ? Number(value) : Number.NaN
  if (!(length <= MAX_BODY_OCTETS)) {
    throw new RangeError(
      `Cannot read a frame as its length must be 0 to ${MAX_BODY_OCTETS}: current value is "${value.slice(0, 40)}"`,
    )
  }
  if (before !== undefined && before !== length) {
    throw new RangeError(
      `Cannot read a frame as it announces two lengths: current values are "${before}" and "${length}"`,
    )
  }
  return length
}
