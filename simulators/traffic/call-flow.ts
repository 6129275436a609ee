import type { CallPlan } from './call-plan.ts'
import type { Milestone } from './identity.ts'
import type { FlowName } from './workload.ts'

/** When something comes after what was before it: milliseconds, or one of the delays that a plan draws. */
export type Gap = number | 'answer-delay' | 'talk-time'

/** One call as a bridge's user sees it, without the protocol of the machine that makes it. */
export interface CallFlow {
  /** Contract events in order; the gap of the first is 0. */
  readonly steps: readonly { readonly milestone: Milestone; readonly after: Gap }[]
  /** Whether the caller and the callee spoke to each other. */
  readonly answered: boolean
  /** Why the call ended: names of Q.850 causes as FreeSWITCH writes them. */
  readonly cause: string
}

type Step = CallFlow['steps'][number]

const start: Step = { milestone: 'start', after: 0 }
/** Time that the machine itself takes to look up where a call goes. */
const route: Step = { milestone: 'route', after: 20 }
const answer: Step = { milestone: 'answer', after: 'answer-delay' }
const hangup: Step = { milestone: 'end', after: 'talk-time' }

const spoken: CallFlow = { steps: [start, route, answer, hangup], answered: true, cause: 'NORMAL_CLEARING' }
const failed = (after: Gap, cause: string): CallFlow => ({
  steps: [start, route, { milestone: 'end', after }],
  answered: false,
  cause,
})

/** Milestones of every flow with their gaps, for sources that have one leg per call. */
export const CALL_FLOWS: Readonly<Record<FlowName, CallFlow>> = {
  answered: spoken,
  'bridged-hangup-a': spoken,
  'bridged-hangup-b': spoken,
  'ringing-no-answer': failed(10_000, 'NO_ANSWER'),
  busy: failed(100, 'USER_BUSY'),
  'caller-cancel': failed('answer-delay', 'ORIGINATOR_CANCEL'),
  rejected: failed(100, 'CALL_REJECTED'),
  'blind-transfer': {
    steps: [start, route, answer, { milestone: 'route', after: 2000 }, hangup],
    answered: true,
    cause: 'NORMAL_CLEARING',
  },
  hold: spoken,
  conference: spoken,
  keypad: spoken,
}

/** Microseconds of a gap in one planned call. */
export function gapUs(gap: Gap, plan: Pick<CallPlan, 'talkUs' | 'answerDelayUs'>): number {
  if (gap === 'talk-time') return plan.talkUs
  return gap === 'answer-delay' ? plan.answerDelayUs : gap * 1000
}
