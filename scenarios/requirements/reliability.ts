import type { Requirement } from '../../harness/index.ts'

/** Reliability and operation. */
export const reliability: readonly Requirement[] = [
  {
    id: 'REL-01',
    keyword: 'MUST',
    text: 'After FIN, RST, refusal or notice the input link is retried with growing, capped delay (at most 1 attempt/s on average, success within R).',
    origins: ['contract'],
    source: 'contract',
  },
  {
    id: 'REL-02',
    keyword: 'MUST',
    text: 'A new link subscribes again, and nothing arriving by an abandoned link or as a partial frame is delivered twice or merged.',
    origins: ['event-socket-documentation', 'contract'],
    source: 'contract; Event Socket documentation, line 77–88',
  },
  {
    id: 'REL-03',
    keyword: 'MUST',
    text: 'A silent link is given up after the configured heartbeat/idle time (default at least 3 × 20 s).',
    origins: ['observed', 'contract'],
    source: 'switch_core.c:1816 (20 s); contract',
  },
  {
    id: 'REL-04',
    keyword: 'MUST',
    text: 'SIGTERM: accepted events are drained, websockets closed with 1001, listeners closed, exit 0 within G.',
    origins: ['standard', 'contract'],
    source: 'contract; RFC 6455 §7.4.1',
  },
  {
    id: 'REL-05',
    keyword: 'MUST',
    text: 'Start order does not matter, and a restart while calls are up neither invents nor loses later events.',
    origins: ['contract'],
    source: 'contract',
  },
  {
    id: 'REL-06',
    keyword: 'MUST',
    text: 'Clock steps cause no machine/down, reconnects or stalls.',
    origins: ['contract'],
    source: 'contract',
  },
  {
    id: 'REL-07',
    keyword: 'MUST',
    text: 'Descriptors and memory return to base after churn.',
    origins: ['contract'],
    source: 'contract',
  },
  {
    id: 'REL-08',
    keyword: 'SHOULD',
    text: 'An unusable configuration or occupied port ends the process with a message and non-zero status.',
    origins: ['contract'],
    source: 'contract',
  },
]
