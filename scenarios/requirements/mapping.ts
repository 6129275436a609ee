import type { Requirement } from '../../harness/index.ts'

/** ESL to contract events. */
export const mapping: readonly Requirement[] = [
  {
    id: 'MAP-01',
    keyword: 'MUST',
    text: 'Each CHANNEL_CREATE, CHANNEL_ANSWER and CHANNEL_HANGUP_COMPLETE yields exactly one call/start, call/answer, call/end; CHANNEL_HANGUP, CHANNEL_DESTROY and other states yield none.',
    origins: ['observed', 'contract'],
    source: 'contract; recorded call flows',
  },
  {
    id: 'MAP-02',
    keyword: 'MUST',
    text: 'CHANNEL_STATE with `Channel-State: CS_ROUTING` yields call/route if and only if `Channel-Call-State` is not `DOWN`; a transfer yields a further one.',
    origins: ['contract'],
    source: 'contract, corrected by the recordings',
  },
  {
    id: 'MAP-03',
    keyword: 'MUST',
    text: 'call/end carries a scalar `cause` (Hangup-Cause) and `duration` (variable_duration as sent, even where the time headers disagree).',
    origins: ['observed', 'contract'],
    source: 'contract; recorded: Hangup-Cause twice in all 83 ends',
  },
  {
    id: 'MAP-04',
    keyword: 'MUST',
    text: '`asteriskid`=`uniqueid`=Unique-ID and `callid`=Channel-Call-UUID of that same event.',
    origins: ['contract'],
    source: 'contract; contract',
  },
  {
    id: 'MAP-05',
    keyword: 'MUST',
    text: 'A received text yields one message/receive and a sent text one message/send, however many copies FreeSWITCH fires.',
    origins: ['contract'],
    source: 'contract, corrected by the recordings',
  },
  {
    id: 'MAP-06',
    keyword: 'MUST',
    text: 'Exactly `sofia::register`, `sofia::unregister`, `sofia::expire` yield registration/*; user and host come from `from-user`/`from-host`, for expire from `user`/`host`.',
    origins: ['observed', 'contract'],
    source: 'contract; recording register-expire; sofia_reg.c:726, 2059, 2213',
  },
  {
    id: 'MAP-07',
    keyword: 'MUST',
    text: 'HEARTBEAT yields machine/health, and `machine` of every ESL event is the configured number of the link it came by.',
    origins: ['contract'],
    source: 'contract',
  },
  {
    id: 'MAP-08',
    keyword: 'MUST',
    text: 'machine/up and machine/down appear once per transition of that node, not per attempt.',
    origins: ['contract'],
    source: 'contract',
  },
  {
    id: 'MAP-09',
    keyword: 'MUST',
    text: 'Any other event yields nothing, and events without context (end without start, UUID change, CUSTOM without subclass) neither stop nor change the others.',
    origins: ['observed', 'contract'],
    source: 'contract; recording sendevent-nosub-*; switch_core_session.c:2056',
  },
]
