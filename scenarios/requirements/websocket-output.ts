import type { Requirement } from '../../harness/index.ts'

/** Websocket output. */
export const websocketOutput: readonly Requirement[] = [
  {
    id: 'WS-01',
    keyword: 'MUST',
    text: 'On port 4875 (default), `/events/websocket/?authkey=KEY` with a correct key gives 101; malformed handshakes give 4xx.',
    origins: ['guide', 'standard'],
    source: 'guide, line 13, 21; RFC 6455 §4.2',
  },
  {
    id: 'WS-02',
    keyword: 'MUST',
    text: 'One unmasked text message per event, holding one JSON object and nothing else.',
    origins: ['guide'],
    source: 'guide, line 13 "a websocket frame for each event"',
  },
  {
    id: 'WS-03',
    keyword: 'MUST',
    text: 'Every client connected when an event is forwarded gets it once; a late joiner gets no past events.',
    origins: ['guide', 'contract'],
    source: 'guide, line 13 "Once connected … you will receive"',
  },
  {
    id: 'WS-04',
    keyword: 'MUST',
    text: 'Pings are answered with the same payload and the close handshake is completed.',
    origins: ['standard'],
    source: 'RFC 6455 §5.5, §7',
  },
  {
    id: 'WS-05',
    keyword: 'MUST',
    text: 'Invalid, oversized or unsolicited client messages touch at most their own connection and never become events.',
    origins: ['standard'],
    source: 'RFC 6455 §5.1, §7.4, §8.1, §10.4',
  },
  {
    id: 'WS-06',
    keyword: 'MUST',
    text: 'A client that reads slowly or never affects no other client, output or input; a gap is visible to it as a close, never as silent loss.',
    origins: ['contract'],
    source: 'contract',
  },
  {
    id: 'WS-07',
    keyword: 'MUST',
    text: 'Extensions and subprotocols are used only if offered; an absent or foreign Origin with a good key is accepted.',
    origins: ['guide', 'standard'],
    source: 'RFC 6455 §4.2.2, §9.1; guide, line 15 (wscat)',
  },
  {
    id: 'WS-08',
    keyword: 'MUST',
    text: '1000 subscribers can connect at once and are served.',
    origins: ['contract'],
    source: 'contract',
  },
]
