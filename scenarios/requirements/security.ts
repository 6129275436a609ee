import type { Requirement } from '../../harness/index.ts'

/** Security. */
export const security: readonly Requirement[] = [
  {
    id: 'SEC-01',
    keyword: 'MUST',
    text: 'Without the exact key as URL parameter `authkey`, no event is accepted and no websocket opened.',
    origins: ['guide'],
    source: 'guide, line 9, 13',
  },
  {
    id: 'SEC-02',
    keyword: 'MUST',
    text: 'An allowlist judges the socket\'s peer address only; if key and allowlist are both set, both must pass.',
    origins: ['guide', 'contract'],
    source: 'guide, line 9',
  },
  {
    id: 'SEC-03',
    keyword: 'MUST NOT',
    text: 'Keys, passwords and URL userinfo never appear in logs, replies or events.',
    origins: ['contract'],
    source: 'contract',
  },
  {
    id: 'SEC-04',
    keyword: 'MUST',
    text: 'Size and time limits bound what unauthenticated or hostile peers can cost.',
    origins: ['contract'],
    source: 'contract',
  },
  {
    id: 'SEC-05',
    keyword: 'MUST',
    text: 'Field names and values can neither alter the program (`__proto__`) nor the output\'s framing (CRLF, `&`, quotes).',
    origins: ['contract'],
    source: 'contract',
  },
  {
    id: 'SEC-06',
    keyword: 'MUST NOT',
    text: 'Ambiguous HTTP framing never produces a second, smuggled event.',
    origins: ['standard'],
    source: 'RFC 9112 §6.1, §11.2',
  },
  {
    id: 'SEC-07',
    keyword: 'MUST',
    text: 'Over TLS the bridge says and takes nothing before the server that it connects to has proven itself: a certificate by a trusted authority, valid now, for the host of the URL.',
    origins: ['guide', 'standard'],
    source: 'guide, line 7 (HTTPS); RFC 9110 §4.3.4',
  },
  {
    id: 'SEC-08',
    keyword: 'MUST',
    text: 'With a certificate configured, ingress and websocket speak TLS with it and nothing else, in version 1.2 or later.',
    origins: ['guide', 'standard'],
    source: 'guide, line 9; RFC 9325 §3.1.1',
  },
]
