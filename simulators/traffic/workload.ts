/** What traffic a run makes: plain data, so that it can be written down, compared and handed to other threads. */

/** When calls arrive. Rates are calls per second over all sources; seconds run from the start of the run. */
export type Arrivals =
  | { readonly kind: 'constant'; readonly perSecond: number }
  | { readonly kind: 'poisson'; readonly perSecond: number }

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

/** What the calls are like. */
export interface Mix {
  /** Relative weight of each flow; a flow that is not named does not occur. */
  readonly flows: Partial<Readonly<Record<FlowName, number>>>
  /** Time from answer to hang-up: lognormal with this median (seconds) and sigma of its logarithm. */
  readonly talkTime: { readonly medianSeconds: number; readonly sigma: number }
  /** Time from ringing to answer: lognormal, seconds. */
  readonly answerDelay: { readonly medianSeconds: number; readonly sigma: number }
  /** Registration events per second over all sources: refreshes, and the shares of the other two. */
  readonly registrations: { readonly perSecond: number; readonly unregisterShare: number; readonly expireShare: number }
  /** Text messages per second over all sources, half of them received and half sent. */
  readonly messages: { readonly perSecond: number }
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
  readonly mix: Mix
  /** FreeSWITCH nodes that the bridge connects to over the Event Socket. */
  readonly freeswitchNodes: number
  /** Softswitch machines that post to the bridge. */
  readonly softswitchMachines: number
  /** Websocket subscribers of the bridge. */
  readonly subscribers: number
  /** Webhook URLs that the bridge posts to. */
  readonly webhooks: number
}
