const FINAL_TEXT = 0x81

/** Encodes unmasked text messages, one frame each, into one piece of memory that all subscribers share. */
export const encodeTextFrames = (texts: readonly string[]): Buffer => {
  const lengths = texts.map((text) => Buffer.byteLength(text))
  const frames = Buffer.allocUnsafeSlow(lengths.reduce((sum, length) => sum + headerLength(length) + length, 0))
  let offset = 0
  texts.forEach((text, index) => {
    offset = writeHeader(frames, offset, lengths[index] ?? 0)
    offset += frames.write(text, offset, 'utf8')
  })
  return frames
}

const headerLength = (length: number): number => (length < 126 ? 2 : length < 65_536 ? 4 : 10)

const writeHeader = (frames: Buffer, start: number, length: number): number => {
  let offset = frames.writeUInt8(FINAL_TEXT, start)
  if (length < 126) return frames.writeUInt8(length, offset)
  if (length < 65_536) {
    offset = frames.writeUInt8(126, offset)
    return frames.writeUInt16BE(length, offset)
  }
  offset = frames.writeUInt8(127, offset)
  return frames.writeBigUInt64BE(BigInt(length), offset)
}
