import type { CallSite } from '../events/base-headers.ts'
import { CALL_SITES } from './call-sites.ts'
import type { Channel, Codec } from './channel.ts'
import { fireChannelEvent } from './fire.ts'
import type { Stage } from './stage.ts'
import { setVariables } from './variables.ts'

/** 8 kHz linear, what endpoints without a network speak. */
export const L16: Codec = { name: 'L16', rate: '8000', bitRate: '128000' }

/** A SIP leg gets a codec for both directions at once: two CODEC events. */
export function setCodec(stage: Stage, channel: Channel, codec: Codec): void {
  channel.readCodec = codec
  channel.writeCodec = codec
  fireReadCodec(stage, channel, codec, CALL_SITES.realReadCodec)
  fireWriteCodec(stage, channel, codec)
}

/** A leg is read with a codec from now on: a CODEC event that repeats the block's headers in lower case. */
export function setReadCodec(stage: Stage, channel: Channel, codec: Codec): void {
  channel.readCodec = codec
  setVariables(channel.variables, { read_codec: codec.name, read_rate: codec.rate })
  fireReadCodec(stage, channel, codec, CALL_SITES.readCodec)
}

/** A leg is written with a codec from now on: a CODEC event that repeats the block's headers but for one. */
export function setWriteCodec(stage: Stage, channel: Channel, codec: Codec): void {
  channel.writeCodec = codec
  setVariables(channel.variables, { write_codec: codec.name, write_rate: codec.rate })
  fireWriteCodec(stage, channel, codec)
}

function fireReadCodec(stage: Stage, channel: Channel, codec: Codec, site: CallSite): void {
  fireChannelEvent(stage, channel, 'CODEC', site, {
    after: [
      ['channel-read-codec-name', codec.name],
      ['channel-read-codec-rate', codec.rate],
      ['channel-read-codec-bit-rate', codec.bitRate],
    ],
  })
}

function fireWriteCodec(stage: Stage, channel: Channel, codec: Codec): void {
  fireChannelEvent(stage, channel, 'CODEC', CALL_SITES.writeCodec, {
    after: [
      ['Channel-Write-Codec-Name', codec.name],
      ['Channel-Write-Codec-Rate', codec.rate],
      ['Channel-Write-codec-bit-rate', codec.bitRate],
    ],
  })
}
