/** Websocket frames as octets (RFC 6455 section 5.2), without any judgement: what is wrong with a frame is for others. */

export const OPCODE = { continuation: 0, text: 1, binary: 2, close: 8, ping: 9, pong: 10 } as const

export interface WebsocketFrame {
  readonly fin: boolean
  /** The three reserved bits, 0 to 7. */
  readonly rsv: number
  readonly opcode: number
  readonly masked: boolean
  /** Unmasked payload. */
  readonly payload: Buffer
  /** Octets of the whole frame on the wire. */
  readonly octets: number
}

/** What stands at the start of a buffer. */
export type FrameHead =
  | { readonly kind: 'incomplete' }
  /** The announced payload is longer than the limit: nothing behind it can be read. */
  | { readonly kind: 'oversize'; readonly announced: number }
  | { readonly kind: 'frame'; readonly frame: WebsocketFrame }

/** Reads the frame at the start of `octets`; the payload is a view, not a copy, unless it was masked. */
export function readFrame(octets: Buffer, limit: number): FrameHead {
  if (octets.length < 2) return { kind: 'incomplete' }
  const first = octets.readUInt8(0)
  const second = octets.readUInt8(1)
  const short = second & 0x7f
  const lengthOctets = short === 126 ? 2 : short === 127 ? 8 : 0
  const masked = (second & 0x80) !== 0
  const start = 2 + lengthOctets + (masked ? 4 : 0)
  if (octets.length < 2 + lengthOctets) return { kind: 'incomplete' }
  const length = readLength(octets, short)
  if (length > limit) return { kind: 'oversize', announced: length }
  if (octets.length < start + length) return { kind: 'incomplete' }
  const body = octets.subarray(start, start + length)
  const payload = masked ? applyMask(Buffer.from(body), octets.subarray(start - 4, start)) : body
  const frame = { fin: first >= 0x80, rsv: (first >> 4) & 7, opcode: first & 15, masked, payload, octets: start + length }
  return { kind: 'frame', frame }
}

function readLength(octets: Buffer, short: number): number {
  if (short === 126) return octets.readUInt16BE(2)
  return short === 127 ? Number(octets.readBigUInt64BE(2)) : short
}

function applyMask(payload: Buffer, mask: Uint8Array): Buffer {
  for (let i = 0; i < payload.length; i++) payload[i] = (payload[i] ?? 0) ^ (mask[i & 3] ?? 0)
  return payload
}

/** A frame to be written; anything a peer could get wrong can be asked for. */
export interface FrameToWrite {
  readonly opcode: number
  readonly payload: Uint8Array
  /** @default true */
  readonly fin?: boolean
  /** @default 0 */
  readonly rsv?: number
  /** Four octets; a client must mask, a server must not. @default none */
  readonly mask?: Uint8Array
  /** Announced length where it shall differ from the payload's. */
  readonly announced?: number
}

export function writeFrame(frame: FrameToWrite): Buffer {
  const length = frame.announced ?? frame.payload.length
  const short = length < 126 ? length : length < 65_536 ? 126 : 127
  const head = Buffer.alloc(2 + (short === 126 ? 2 : short === 127 ? 8 : 0))
  head.writeUInt8(((frame.fin ?? true) ? 0x80 : 0) | ((frame.rsv ?? 0) << 4) | frame.opcode, 0)
  head.writeUInt8((frame.mask ? 0x80 : 0) | short, 1)
  if (short === 126) head.writeUInt16BE(length, 2)
  if (short === 127) head.writeBigUInt64BE(BigInt(length), 2)
  if (!frame.mask) return Buffer.concat([head, frame.payload])
  return Buffer.concat([head, frame.mask, applyMask(Buffer.from(frame.payload), frame.mask)])
}
