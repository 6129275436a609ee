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
    name: 'send.delay',
    title: 'Send delay',
    meaning: "intended to actual sending: the instrument's own lag, contained in every latency above",
    diagnostic: true,
  },
] as const satisfies readonly SeriesDefinition[]

export type SeriesName = (typeof SERIES)[number]['name']
