import type { Requirement } from '../../harness/index.ts'

/** Event Socket outbound. */
export const eslOutbound: readonly Requirement[] = [
  {
    id: 'ESO-01',
    keyword: 'MUST',
    text: 'On accept the bridge sends `connect` within 2 s without waiting for a greeting, and never closes without having sent it.',
    origins: ['event-socket-documentation', 'observed'],
    source: 'Event Socket documentation, line 49–51; recording outbound/connect-*, README 25, 29; mod_event_socket.c:2712 (25 s limit)',
  },
  {
    id: 'ESO-02',
    keyword: 'MUST',
    text: 'The connect reply yields exactly one call/start (CREATE and CS_ROUTING are already past).',
    origins: ['observed', 'contract'],
    source: 'recording outbound/connect-none',
  },
  {
    id: 'ESO-03',
    keyword: 'MUST',
    text: 'Each outbound connection yields exactly one call/end, also where no CHANNEL_HANGUP_COMPLETE can arrive.',
    origins: ['observed'],
    source: 'recording outbound/caller-hangup-full, outbound/linger-sync',
  },
  {
    id: 'ESO-04',
    keyword: 'MUST',
    text: 'The socket is released after the call ended, and `-ERR` to linger/event (socket app without `full`) is survived.',
    origins: ['event-socket-documentation', 'observed'],
    source: 'Event Socket documentation, line 71–76; recording outbound/linger-hangup (server waits forever), outbound/commands-async; mod_event_socket.c:2236',
  },
]
