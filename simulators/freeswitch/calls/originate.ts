import { HANGUP_SITES, logFlip } from './call-log.ts'
import { isEnding } from '../channel/channel-state.ts'
import { flipCallerId } from '../channel/flip-caller-id.ts'
import type { HangupCause } from '../channel/hangup-cause.ts'
import { changeCallState } from '../channel/lifecycle.ts'
import { setVariables, type VariablePack } from '../channel/variables.ts'
import { rememberPeerHangup } from '../flows/hangup-steps.ts'
import type { Calls } from './calls.ts'
import { dialEndpoint } from './dial.ts'
import { hangUp, type Leg, type LegNews } from './leg.ts'
import type { DialGroup, DialUrl, OriginateRequest } from './originate-request.ts'
import { transferLeg } from './transfer-leg.ts'

export type Originated =
  | { readonly kind: 'answered'; readonly leg: Leg }
  | { readonly kind: 'failed'; readonly cause: HangupCause; readonly leg: Leg | undefined }

/** How long to ring when nothing says so. */
const DEFAULT_TIMEOUT_SECONDS = 60

export interface DialOptions {
  readonly caller?: Leg | undefined
  /** Seconds to ring. @default 60 */
  readonly timeout?: number | undefined
  readonly callerIdName?: string | undefined
  readonly callerIdNumber?: string | undefined
  /** Gets each leg that is made, before it begins to call. */
  readonly onLeg?: (leg: Leg) => void
  /** Hears of what the called leg does; the leg is there from its first news on. */
  readonly onNews?: (news: LegNews, leg: Leg) => void
}

/** `originate`: calls, and sends the leg on when it is answered. */
export async function originate(calls: Calls, request: OriginateRequest): Promise<Originated> {
  const outcome = await dialFirst(calls, request.groups, request)
  if (outcome.kind === 'answered') sendOn(outcome.leg, request)
  return outcome
}

/** Calls one group after the other until somebody answers. A caller that is answered already waits for that meanwhile. */
export async function dialFirst(calls: Calls, groups: readonly DialGroup[], options: DialOptions): Promise<Originated> {
  const { caller } = options
  let outcome: Originated = { kind: 'failed', cause: 'DESTINATION_OUT_OF_ORDER', leg: undefined }
  if (caller?.channel.media === 'answered') changeCallState(calls.stage, caller.channel, 'RING_WAIT')
  for (const group of groups) {
    outcome = await dialGroup(calls, group, options)
    if (outcome.kind === 'answered' || caller?.channel.state === 'HANGUP') break
  }
  const isWaiting = caller?.channel.callState === 'RING_WAIT' && !isEnding(caller.channel.state)
  if (isWaiting) changeCallState(calls.stage, caller.channel, 'ACTIVE')
  return outcome
}

/** Calls all places of a group; one place takes no turn of the event loop more than it needs. */
function dialGroup(calls: Calls, group: DialGroup, options: DialOptions): Promise<Originated> {
  const [only, ...others] = group
  return only !== undefined && others.length === 0 ? dialOne(calls, only, options) : race(calls, group, options)
}

/** When one answers, the others have lost the race. */
async function race(calls: Calls, group: DialGroup, options: DialOptions): Promise<Originated> {
  const legs: Leg[] = []
  const onLeg = (leg: Leg): void => {
    legs.push(leg)
    options.onLeg?.(leg)
  }
  const outcome = await firstAnswer(group.map((url) => dialOne(calls, url, { ...options, onLeg })))
  if (outcome.kind === 'failed') return outcome
  for (const leg of legs) if (leg !== outcome.leg) hangUp(leg, 'LOSE_RACE', HANGUP_SITES.originate)
  return outcome
}

/** The first that is answered, or the last that fails. */
function firstAnswer(dialled: readonly Promise<Originated>[]): Promise<Originated> {
  let left = dialled.length
  return new Promise((resolve) => {
    for (const one of dialled) {
      void one.then((outcome) => {
        left--
        if (outcome.kind === 'answered' || left === 0) resolve(outcome)
      })
    }
  })
}

function dialOne(calls: Calls, { url, variables }: DialUrl, options: DialOptions): Promise<Originated> {
  const { origination_uuid: uuid, ...others } = variables
  const request = {
    variables: { ...others, ...callerVariables(options) },
    caller: options.caller,
    uuid: textOf(uuid),
    named: {
      name: options.callerIdName ?? textOf(variables['origination_caller_id_name']),
      number: options.callerIdNumber ?? textOf(variables['origination_caller_id_number']),
    },
  }
  if (request.uuid !== undefined && calls.legs.has(request.uuid)) return failed('CHAN_NOT_IMPLEMENTED')
  const dialled = dialEndpoint(calls, url, request)
  if (typeof dialled === 'string') return failed(dialled)
  const { leg } = dialled
  options.onLeg?.(leg)
  return new Promise((resolve) => {
    const watchCaller = (news: LegNews): void => {
      if (news !== 'hung-up') return
      rememberPeerHangup(leg.channel, 'ORIGINATOR_CANCEL', { phrase: 'Request Terminated', status: '487' })
      hangUp(leg, 'ORIGINATOR_CANCEL', HANGUP_SITES.originate)
    }
    const settle = (outcome: Originated): void => {
      cancel()
      options.caller?.watchers.delete(watchCaller)
      leg.watchers.delete(watch)
      resolve(outcome)
    }
    const watch = (news: LegNews): void => {
      options.onNews?.(news, leg)
      if (news === 'answered') settle({ kind: 'answered', leg })
      else if (news === 'early' && variables['ignore_early_media'] !== 'true') settle({ kind: 'answered', leg })
      else if (news === 'hung-up') {
        settle({ kind: 'failed', cause: leg.channel.hangupCause ?? 'NORMAL_CLEARING', leg })
      }
    }
    const cancel = calls.core.timers.after(timeoutMs(options, variables), () => hangUp(leg, 'NO_ANSWER', HANGUP_SITES.originate))
    leg.watchers.add(watch)
    options.caller?.watchers.add(watchCaller)
    dialled.start()
  })
}

const failed = (cause: HangupCause): Promise<Originated> => Promise.resolve({ kind: 'failed', cause, leg: undefined })

function timeoutMs({ timeout }: DialOptions, variables: VariablePack): number {
  const named = ['leg_timeout', 'originate_timeout', 'call_timeout'].map((name) => Number(variables[name]))
  const seconds = timeout ?? named.find((value) => value > 0) ?? DEFAULT_TIMEOUT_SECONDS
  return Math.min(seconds * 1000, 2 ** 31 - 1)
}

/** Whom the caller of an `originate` named shows in the variables of the leg, too. */
const callerVariables = ({ callerIdName: name, callerIdNumber: number }: DialOptions): VariablePack => ({
  ...(name !== undefined && { origination_caller_id_name: name }),
  ...(number !== undefined && { origination_caller_id_number: number }),
})

const textOf = (value: VariablePack[string]): string | undefined => (typeof value === 'string' ? value : undefined)

/** The answered leg goes on with an application, or to a number. */
function sendOn(leg: Leg, { target }: OriginateRequest): void {
  const { channel } = leg
  if (isEnding(channel.state)) return
  setVariables(channel.variables, { endpoint_disposition: 'ANSWER' })
  if (target.kind === 'extension') return transferLeg(leg, target)
  logFlip(leg)
  flipCallerId(leg.calls.stage, channel)
  leg.todo = [target.application]
  channel.state = 'EXECUTE'
  leg.waker.wake()
}
