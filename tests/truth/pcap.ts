/** One TCP segment with octets in it, as it passed the loopback interface. */
export interface Segment {
  /** CLOCK_REALTIME, nanoseconds since 1970. */
  readonly atNs: bigint
  readonly from: number
  readonly to: number
  readonly payload: Buffer
}

const MAGIC_NANO = 0xa1b23c4d
const LINK_ETHERNET = 1
const ETHERNET_OCTETS = 14
const ETHERTYPE_IPV4 = 0x0800
const PROTOCOL_TCP = 6

/**
 * Reads the TCP segments over IPv4 of a capture with nanoseconds.
 * Source: https://www.ietf.org/archive/id/draft-ietf-opsawg-pcap-04.html
 * @throws RangeError for a capture of another kind
 */
export function readPcap(file: Buffer): Segment[] {
  if (file.readUInt32LE(0) !== MAGIC_NANO || file.readUInt32LE(20) !== LINK_ETHERNET) {
    throw new RangeError('Cannot read a capture as it must be of Ethernet and in nanoseconds')
  }
  const segments: Segment[] = []
  for (let at = 24; at + 16 <= file.length; ) {
    const length = file.readUInt32LE(at + 8)
    const atNs = BigInt(file.readUInt32LE(at)) * 1_000_000_000n + BigInt(file.readUInt32LE(at + 4))
    const segment = readSegment(file.subarray(at + 16, at + 16 + length), atNs)
    if (segment && segment.payload.length > 0) segments.push(segment)
    at += 16 + length
  }
  return segments
}

function readSegment(frame: Buffer, atNs: bigint): Segment | undefined {
  if (frame.readUInt16BE(12) !== ETHERTYPE_IPV4) return undefined
  const packet = frame.subarray(ETHERNET_OCTETS)
  if (packet[9] !== PROTOCOL_TCP) return undefined
  const segment = packet.subarray(4 * ((packet[0] ?? 0) & 15), packet.readUInt16BE(2))
  const payload = segment.subarray(4 * ((segment[12] ?? 0) >> 4))
  return { atNs, from: segment.readUInt16BE(0), to: segment.readUInt16BE(2), payload }
}
