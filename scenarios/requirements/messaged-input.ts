import type { Requirement } from '../../harness/index.ts'

/** Messaged-websocket input. */
export const messagedInput: readonly Requirement[] = [
  {
    id: 'MWS-01',
    keyword: 'MUST',
    text: 'The bridge opens `/events/websocket/?authkey=KEY` at the configured address, query intact.',
    origins: ['guide'],
    source: 'guide, line 13',
  },
  {
    id: 'MWS-02',
    keyword: 'MUST',
    text: 'Every text message holding an event object is forwarded once and in order, however it is fragmented; pings are answered.',
    origins: ['guide', 'standard'],
    source: 'guide, line 13; RFC 6455 §5.4–5.5',
  },
  {
    id: 'MWS-03',
    keyword: 'MUST',
    text: 'Bad messages, refused handshakes and closes are survived and followed by a spaced reconnect.',
    origins: ['guide', 'contract'],
    source: 'contract; guide, line 33',
  },
]
