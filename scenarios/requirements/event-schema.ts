import type { Requirement } from '../../harness/index.ts'

/** Event schema. */
export const eventSchema: readonly Requirement[] = [
  {
    id: 'EVT-01',
    keyword: 'MUST',
    text: 'Every delivered event has `class`, `event` and `timestamp`.',
    origins: ['guide'],
    source: 'guide, line 25–29',
  },
  {
    id: 'EVT-02',
    keyword: 'MUST',
    text: 'Two events of the same class+event have exactly the same field names; a missing source value becomes `""` (text) or `0` (counter), never an absent field.',
    origins: ['guide', 'contract'],
    source: 'guide, line 25 "always sending the same fields"',
  },
  {
    id: 'EVT-03',
    keyword: 'MUST',
    text: 'Both outputs carry the same fields with the same values (the JSON value written as text equals the form value).',
    origins: ['guide'],
    source: 'guide, line 25 "Both methods send the same set"',
  },
  {
    id: 'EVT-04',
    keyword: 'MUST',
    text: '`timestamp` is a string of Unix seconds with exactly six decimals, and is the event\'s own time (`Event-Date-Timestamp` digits, or the received field verbatim), not the forwarding time.',
    origins: ['guide', 'contract'],
    source: 'guide, line 19, 29; contract',
  },
  {
    id: 'EVT-05',
    keyword: 'MUST',
    text: 'In JSON, `machine` and declared counters are numbers; every other value is a string spelled as received.',
    origins: ['guide', 'contract'],
    source: 'guide, line 19 (sample)',
  },
  {
    id: 'EVT-06',
    keyword: 'MUST',
    text: 'Unknown events and unknown fields received by http-post or messaged-websocket are tolerated: answered 2xx, no error, known fields and later events untouched. What happens to them is the profile\'s word, `unknown: forward` (default: forwarded unchanged) or `unknown: discard`, and is then the same for all of them.',
    origins: ['guide', 'contract'],
    source: 'guide, line 1, 7, 33; contract',
  },
  {
    id: 'EVT-07',
    keyword: 'MUST',
    text: 'Output is valid UTF-8 with one value per name; undecodable source bytes become U+FFFD and never cost the event.',
    origins: ['observed', 'standard'],
    source: 'RFC 8259 §4, §8.1; recording api-non-utf8',
  },
]
