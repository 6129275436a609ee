import type { Requirement } from '../../harness/index.ts'

/** Forwarding. */
export const forwarding: readonly Requirement[] = [
  {
    id: 'FWD-01',
    keyword: 'MUST',
    text: 'Events of one leg (one uniqueid of one node) reach every websocket client in the order received; events of one input link SHOULD.',
    origins: ['contract'],
    source: 'contract',
  },
  {
    id: 'FWD-02',
    keyword: 'MUST',
    text: 'Without faults each mapped event is delivered once on each output: none lost, none twice.',
    origins: ['guide', 'contract'],
    source: 'guide, line 7, 13; contract',
  },
  {
    id: 'FWD-03',
    keyword: 'MUST',
    text: 'Nodes are independent: equal UUIDs or one node\'s trouble never affect another node\'s events.',
    origins: ['contract'],
    source: 'contract',
  },
  {
    id: 'FWD-04',
    keyword: 'SHOULD',
    text: 'Input to websocket takes at most 250 ms at p99 at the nominal rate (200 ev/s).',
    origins: ['contract'],
    source: 'contract',
  },
]
