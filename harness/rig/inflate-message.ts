import { constants, inflateRawSync } from 'node:zlib'

/** What a sender leaves out at the end of a compressed message (RFC 7692 section 7.2.1). */
const TAIL = Buffer.from([0, 0, 0xff, 0xff])

/**
 * Inflates a message of `permessage-deflate` whose sender keeps no context; undefined when it becomes longer than the
 * limit. What cannot be inflated stays as it came: it is no event then, and judged as such.
 */
export function inflateMessage(payload: Buffer, limit: number): Buffer | undefined {
  try {
    return inflateRawSync(Buffer.concat([payload, TAIL]), { maxOutputLength: limit, finishFlush: constants.Z_SYNC_FLUSH })
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE' ? undefined : payload
  }
}
