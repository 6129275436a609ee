/** The metrics that objectives can name and reports print: the one registry, docs are generated from it. */

/** A latency series, recorded from the intended time of the event unless it is a diagnostic. */
export interface SeriesDefinition {
  readonly name: string
  readonly title: string
  readonly meaning: string
  readonly diagnostic: boolean
}

export const SERIES = [
  {
    name: 'ingress.reply',
    title: 'Ingress reply',
    meaning: 'softswitch POST to its complete reply, from the intended time of the event',
    diagnostic: false,
  },
  {
    name: 'ingress.service',
    title: 'Ingress service time',
    meaning: 'the same from the moment of writing: hides every queue, printed for comparison only',
    diagnostic: true,
  },
  {
    name: 'call.routing_delay',
    title: 'Added routing delay per call',
    meaning: 'sum over the blocking POSTs of one call of the time that its routing waited',
    diagnostic: false,
  },
  {
    name: 'websocket.latency',
    title: 'Event to websocket frame',
    meaning: 'intended time of the event to the last octet of its frame, at every subscriber',
    diagnostic: false,
  },
  {
    name: 'webhook.latency',
    title: 'Event to webhook',
    meaning: 'intended time of the event to the complete webhook request, first delivery',
    diagnostic: false,
  },
  {
    name: 'esl.recovery',
    title: 'Event Socket recovery',
    meaning: 'a failed link that can be used again to the subscription of the bridge over it',
    diagnostic: false,
  },
  {
    name: 'subscriber.connect',
    title: 'Subscriber reconnection',
    meaning: 'a subscriber that cuts its connection to its next open one',
    diagnostic: false,
  },
  {
    name: 'send.delay',
    title: 'Send delay',
    meaning: "intended to actual sending: the instrument's own lag, contained in every latency above",
    diagnostic: true,
  },
] as const satisfies readonly SeriesDefinition[]

export type SeriesName = (typeof SERIES)[number]['name']

/** Something counted or sampled that an objective can name as it stands, without a percentile. */
export interface MetricDefinition {
  readonly name: string
  readonly title: string
  readonly meaning: string
  /** What its limit is written in; a count that is a share of something may be written in % as well. */
  readonly unit: 'count' | 'rate' | 'cpu' | 'bytes' | 'bytes-rate'
}

export const METRICS = [
  { name: 'events.lost', title: 'Lost', meaning: 'deliveries that never came; % of the expected', unit: 'count' },
  {
    name: 'events.late',
    title: 'Late',
    meaning: 'first deliveries behind the deadline; % of the expected',
    unit: 'count',
  },
  {
    name: 'events.duplicate',
    title: 'Duplicate',
    meaning: 'further copies of a delivery; % of the expected',
    unit: 'count',
  },
  {
    name: 'events.reordered',
    title: 'Reordered',
    meaning: 'deliveries behind a later event of their leg; % of the expected',
    unit: 'count',
  },
  {
    name: 'events.unexpected',
    title: 'Unexpected',
    meaning: 'deliveries of what was never sent; % of the expected',
    unit: 'count',
  },
  {
    name: 'events.unobserved',
    title: 'Unobserved',
    meaning: 'deliveries due while the receiver was not listening; % of the expected',
    unit: 'count',
  },
  {
    name: 'websocket.lost',
    title: 'Lost at websockets',
    meaning: 'deliveries to subscribers that never came; % of the expected',
    unit: 'count',
  },
  {
    name: 'webhook.lost',
    title: 'Lost at webhooks',
    meaning: 'deliveries to webhooks that never came; % of the expected',
    unit: 'count',
  },
  {
    name: 'subscribers.refused',
    title: 'Reconnections refused',
    meaning: 'subscribers that could not connect again; % of those that tried',
    unit: 'count',
  },
  {
    name: 'events.throughput',
    title: 'Events sent',
    meaning: 'contract events that sources sent, mean of the measured part',
    unit: 'rate',
  },
  { name: 'calls.offered', title: 'Calls offered', meaning: 'calls whose time had come', unit: 'count' },
  {
    name: 'calls.started',
    title: 'Calls started',
    meaning: 'calls that were really begun; % of the offered',
    unit: 'count',
  },
  {
    name: 'calls.ended',
    title: 'Calls ended',
    meaning: 'calls that came to their end; % of the started',
    unit: 'count',
  },
  { name: 'ingress.refused', title: 'POSTs refused', meaning: 'replies other than 2xx; % of the POSTs', unit: 'count' },
  {
    name: 'ingress.timeouts',
    title: 'POSTs timed out',
    meaning: 'POSTs without reply within the limit; % of the POSTs',
    unit: 'count',
  },
  {
    name: 'ingress.errors',
    title: 'POSTs failed',
    meaning: 'POSTs whose connection failed; % of the POSTs',
    unit: 'count',
  },
  {
    name: 'ingress.throughput',
    title: 'POST replies',
    meaning: 'replies to POSTs, mean of the measured part',
    unit: 'rate',
  },
  {
    name: 'esl.lost',
    title: 'Events a FreeSWITCH would have lost',
    meaning: "events that found a listener's queue full",
    unit: 'count',
  },
  {
    name: 'esl.queued',
    title: 'Events that waited in a FreeSWITCH',
    meaning: 'longest queue of a listener whose reader was slow, summed over the nodes; it holds 100,000',
    unit: 'count',
  },
  {
    name: 'esl.killed',
    title: 'Listeners a FreeSWITCH would have cut',
    meaning: 'listeners ended because their reader was too slow',
    unit: 'count',
  },
  {
    name: 'websocket.throughput',
    title: 'Websocket frames',
    meaning: 'frames received by all subscribers, mean of the measured part',
    unit: 'rate',
  },
  {
    name: 'webhook.throughput',
    title: 'Webhook requests',
    meaning: 'requests received by all sinks, mean of the measured part',
    unit: 'rate',
  },
  {
    name: 'bridge.cpu.mean',
    title: 'CPU of the bridge',
    meaning: 'mean share of one core in the measured part',
    unit: 'cpu',
  },
  {
    name: 'bridge.cpu.max',
    title: 'CPU of the bridge, highest',
    meaning: 'highest share of one core in any second',
    unit: 'cpu',
  },
  { name: 'bridge.rss.max', title: 'Memory of the bridge, highest', meaning: 'highest resident memory', unit: 'bytes' },
  {
    name: 'bridge.rss.slope',
    title: 'Memory growth of the bridge',
    meaning: 'slope of resident memory over the measured part',
    unit: 'bytes-rate',
  },
  {
    name: 'bridge.descriptors.max',
    title: 'Descriptors of the bridge, highest',
    meaning: 'most open files and sockets',
    unit: 'count',
  },
  {
    name: 'bridge.descriptors.slope',
    title: 'Descriptor growth of the bridge',
    meaning: 'slope of open files and sockets over the measured part',
    unit: 'rate',
  },
] as const satisfies readonly MetricDefinition[]

export type MetricName = (typeof METRICS)[number]['name']

/** Rates that each second of a run's timeline holds, per second, under these names. */
export const RATES = [
  { name: 'calls.started', title: 'Calls started' },
  { name: 'events.sent', title: 'Events sent' },
  { name: 'ingress.replies', title: 'POST replies' },
  { name: 'websocket.frames', title: 'Websocket frames' },
  { name: 'webhook.posts', title: 'Webhook requests' },
] as const

export type RateName = (typeof RATES)[number]['name']
