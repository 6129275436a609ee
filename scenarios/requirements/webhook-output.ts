import type { Requirement } from '../../harness/index.ts'

/** Webhook output. */
export const webhookOutput: readonly Requirement[] = [
  {
    id: 'POST-01',
    keyword: 'MUST',
    text: 'Each event is sent once to each configured URL as a form POST with path, query and userinfo as configured.',
    origins: ['guide'],
    source: 'guide, line 7, 9',
  },
  {
    id: 'POST-02',
    keyword: 'MUST',
    text: 'The response is ignored: no retry, no disabling, no redirect following.',
    origins: ['guide', 'contract'],
    source: 'guide, line 7 "The response from the URL is ignored"',
  },
  {
    id: 'POST-03',
    keyword: 'MUST',
    text: 'A slow, hung, refusing or resetting URL delays no other URL, output or input.',
    origins: ['contract'],
    source: 'contract',
  },
  {
    id: 'POST-04',
    keyword: 'MUST',
    text: 'Connections and memory per URL are bounded and requests time out.',
    origins: ['contract'],
    source: 'contract',
  },
  {
    id: 'POST-05',
    keyword: 'MUST',
    text: 'A kept-alive connection that went stale loses no event.',
    origins: ['standard', 'contract'],
    source: 'contract; RFC 9112 §9.3.1',
  },
  {
    id: 'POST-06',
    keyword: 'MUST',
    text: 'Values survive application/x-www-form-urlencoded exactly.',
    origins: ['guide'],
    source: 'guide, line 7',
  },
  {
    id: 'POST-07',
    keyword: 'SHOULD',
    text: 'Events reach one URL in event order.',
    origins: ['contract'],
    source: 'contract (seed silent)',
  },
]
