import type { Requirement } from '../../harness/index.ts'

/** Http-post input. */
export const httpIngress: readonly Requirement[] = [
  {
    id: 'ING-01',
    keyword: 'MUST',
    text: 'A valid event POST is answered 2xx; an empty text/plain body is enough.',
    origins: ['guide'],
    source: 'guide, line 7',
  },
  {
    id: 'ING-02',
    keyword: 'MUST',
    text: 'The reply does not wait for any output: p99 at most 100 ms, maximum 1 s.',
    origins: ['guide', 'contract'],
    source: 'guide, line 9 "routing of calls is delayed until it responds"',
  },
  {
    id: 'ING-03',
    keyword: 'MUST',
    text: 'Form decoding is exact: `+` and %20, %2B, UTF-8, empty and repeated names, malformed `%`.',
    origins: ['guide', 'standard'],
    source: 'guide, line 7; WHATWG URL §5.1',
  },
  {
    id: 'ING-04',
    keyword: 'MUST',
    text: 'Any valid HTTP/1.1 framing works: chunked, split, keep-alive, pipelined, Expect: 100-continue.',
    origins: ['standard'],
    source: 'RFC 9112 §6–9, RFC 9110 §10.1.1',
  },
  {
    id: 'ING-05',
    keyword: 'MUST',
    text: 'Whatever is not a complete event POST (method, path, type, missing core field, truncated body) yields no event and a 4xx.',
    origins: ['guide', 'contract'],
    source: 'guide, line 7, 25',
  },
  {
    id: 'ING-06',
    keyword: 'MUST',
    text: 'Each accepted request yields one event, in the order in which requests were answered.',
    origins: ['guide'],
    source: 'guide, line 7 "One request … for each event"',
  },
]
