/** What goes wrong on purpose in a run, as data. Times are seconds from the start of the measured part. */
export type Fault = Span & FaultKind

export interface Span {
  readonly at: number
  /** When it is over; the end of the run for what is to last. */
  readonly until: number
}

/** What a webhook's server does with a complete request. */
export type WebhookPolicy =
  /** Answers, after a while if so wished. */
  | { readonly kind: 'answer'; readonly status: number; readonly delayMs: number }
  /** Reads the request and never answers. */
  | { readonly kind: 'hang' }
  /** Ends the connection without an answer. */
  | { readonly kind: 'reset' }

export type FaultKind =
  /** All webhook servers behave like this. */
  | { readonly kind: 'webhook'; readonly policy: WebhookPolicy }
  /** The first subscribers read for `readMs` of every `everyMs`; nothing is claimed of them meanwhile. */
  | { readonly kind: 'slow-subscribers'; readonly subscribers: number; readonly readMs: number; readonly everyMs: number }
  /** Every `everyMs` a share of the subscribers, by turns, cuts its connection and connects again at once. */
  | { readonly kind: 'subscriber-churn'; readonly share: number; readonly everyMs: number }
  /** The Event Socket link of the first nodes fails. */
  | { readonly kind: 'esl-link'; readonly nodes: number; readonly how: LinkFailure }
  /** The event socket of the first nodes does wrong what the simulator can be told to, such as `stall=5s@event:100`. */
  | { readonly kind: 'event-socket'; readonly nodes: number; readonly fault: string }

/**
 * `cut`: reset, and refused until it is over. `half-open`: nothing passes in either direction and nobody says so; when
 * it is over, the connection is reset. `restart`: ended in order, and refused until it is over, as a node does that
 * is restarted.
 */
export type LinkFailure = 'cut' | 'half-open' | 'restart'

const WEBHOOK_LABELS = { answer: 'webhooks answer', hang: 'webhooks hang', reset: 'webhooks reset' } as const

/** A fault in a few words, for pictures. */
export function faultLabel(fault: Fault): string {
  switch (fault.kind) {
    case 'webhook': {
      const { policy } = fault
      const how = policy.kind === 'answer' ? ` ${policy.status} after ${policy.delayMs} ms` : ''
      return `${WEBHOOK_LABELS[policy.kind]}${how}`
    }
    case 'slow-subscribers':
      return `${fault.subscribers} slow subscribers`
    case 'subscriber-churn':
      return 'subscribers reconnect'
    case 'esl-link':
      return `ESL ${fault.how} at ${fault.nodes} nodes`
    case 'event-socket':
      return `ESL ${fault.fault} at ${fault.nodes} nodes`
  }
}
