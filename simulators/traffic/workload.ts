/** What traffic a run makes: plain data, so that it can be written down, compared and handed to other threads. */

/** When calls arrive. Rates are calls per second over all sources; seconds run from the start of the run. */
export type Arrivals =
  | { readonly kind: 'constant'; readonly perSecond: number }
  | { readonly kind: 'poisson'; readonly perSecond: number }
  /** A Poisson process whose rate jumps between two levels at random moments (MMPP-2); `perSecond` is its mean. */
  | { readonly kind: 'bursty'; readonly perSecond: number; readonly bursts: Bursts }
  /** A Poisson process whose rate follows a curve: factors of `perSecond`. `arrival-shapes.ts` makes curves. */
  | { readonly kind: 'curve'; readonly perSecond: number; readonly points: readonly CurvePoint[] }

/** What bursts are like. All sources are in a burst at the same time. */
export interface Bursts {
  /** Rate within a burst as a multiple of the rate between bursts. */
  readonly factor: number
  /** Share of the time that is within bursts, between 0 and 1. */
  readonly share: number
  /** Mean length of a burst; lengths of bursts and pauses are exponential. */
  readonly meanSeconds: number
}

/** Rate at one moment as a multiple of the nominal one: linear between two points; two at one moment are a step. */
export interface CurvePoint {
  readonly atSeconds: number
  readonly factor: number
}

/** Names of the call flows that the simulators know; see `call-flow.ts`. */
export type FlowName =
  | 'answered'
  | 'bridged-hangup-a'
  | 'bridged-hangup-b'
  | 'ringing-no-answer'
  | 'busy'
  | 'caller-cancel'
  | 'rejected'
  | 'blind-transfer'
  | 'hold'
  | 'conference'
  | 'keypad'

/** What the calls are like. */
export interface Mix {
  /** Relative weight of each flow; a flow that is not named does not occur. */
  readonly flows: Partial<Readonly<Record<FlowName, number>>>
  /** Time from answer to hang-up: lognormal with this median (seconds) and sigma of its logarithm. */
  readonly talkTime: { readonly medianSeconds: number; readonly sigma: number }
  /** Time from ringing to answer: lognormal, seconds. */
  readonly answerDelay: { readonly medianSeconds: number; readonly sigma: number }
  /** Registration events per second over all sources: refreshes, and the shares of the other two. */
  readonly registrations: {
    readonly perSecond: number
    readonly unregisterShare: number
    readonly expireShare: number
    /** Lets the rate follow a curve. @default constant */
    readonly points?: readonly CurvePoint[]
  }
  /** Text messages per second over all sources, half of them received and half sent. */
  readonly messages: { readonly perSecond: number }
  /** What no bridge knows. @default none */
  readonly unknown?: {
    /** Events of unknown kinds per second over all sources. */
    readonly perSecond: number
    /** Share of softswitch calls whose events have unknown fields; events of FreeSWITCH always have some. */
    readonly fieldShare: number
  }
}

/** Which part of one arrival stream: what has an index of `part - 1` modulo `of`. */
export interface Segment {
  /** From 1 to `of`. */
  readonly part: number
  readonly of: number
}

/** A recorded event stream that FreeSWITCH nodes replay instead of making calls up; the events are kept elsewhere. */
export interface TraceUse {
  /** Name of the file. */
  readonly name: string
  /** Events in one pass. */
  readonly events: number
  /** Seconds of the trace that go by in one second. */
  readonly speed: number
  /** How often it is gone through. @default as often as there is time */
  readonly passes?: number
}

/** One run's traffic. */
export interface Workload {
  /** Seeds every random stream of the run. */
  readonly seed: string
  readonly arrivals: Arrivals
  /** Sent before anything is measured, seconds. */
  readonly warmupSeconds: number
  /** Measured part, seconds. */
  readonly durationSeconds: number
  /** Whether the calls that a long run would have going already exist at the start. @default false */
  readonly prefill?: boolean
  /** Runs a part of the workload: every `of`-th of everything that arrives. @default all of it */
  readonly segment?: Segment
  readonly mix: Mix
  /** What FreeSWITCH nodes replay, each of them the whole. Softswitch machines know nothing of it. */
  readonly trace?: TraceUse
  /** FreeSWITCH nodes that the bridge connects to over the Event Socket. */
  readonly freeswitchNodes: number
  /** Softswitch machines that post to the bridge. */
  readonly softswitchMachines: number
  /** Websocket subscribers of the bridge. */
  readonly subscribers: number
  /** Webhook URLs that the bridge posts to. */
  readonly webhooks: number
}
