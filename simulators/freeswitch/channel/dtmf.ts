import { CALL_SITES } from './call-sites.ts'
import type { Channel } from './channel.ts'
import { fireChannelEvent } from './fire.ts'
import type { Stage } from './stage.ts'

/** One key that somebody pressed. */
export interface Dtmf {
  readonly digit: string
  /** 8 kHz samples, decimal. */
  readonly duration: string
  /** Where it came from; `APP` is a command such as `uuid_send_dtmf`. */
  readonly source: 'APP' | 'ENDPOINT' | 'INBAND_AUDIO' | 'RTP' | 'UNKNOWN'
}

/** An application takes a digit from the leg's queue: DTMF. */
export function takeDigit(stage: Stage, channel: Channel, { digit, duration, source }: Dtmf): void {
  channel.digitsDialed += digit
  fireChannelEvent(stage, channel, 'DTMF', CALL_SITES.dtmf, {
    after: [
      ['DTMF-Digit', digit],
      ['DTMF-Duration', duration],
      ['DTMF-Source', source],
    ],
  })
}
