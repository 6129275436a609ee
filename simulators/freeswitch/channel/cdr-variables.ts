import type { CallerProfile } from './caller-profile.ts'
import { type Channel, profileOf } from './channel.ts'
import { HANGUP_CAUSES } from './hangup-cause.ts'
import { type Moment, NO_SPAN, type Span } from './moment.ts'
import type { Stage } from './stage.ts'
import type { VariablePack } from './variables.ts'

/** The variables of the call record, which a leg gets when it enters HANGUP: stamps, epochs and durations. */
export function cdrVariables(stage: Stage, channel: Channel): VariablePack {
  const profile = profileOf(channel)
  const cause = channel.hangupCause ?? 'NONE'
  return {
    hangup_cause: cause,
    hangup_cause_q850: String(q850(HANGUP_CAUSES[cause])),
    digits_dialed: channel.digitsDialed || 'none',
    ...stamps(channel, profile),
    ...epochs(profile),
    last_app: channel.lastApplication?.name,
    last_arg: channel.lastApplication?.data || undefined,
    caller_id: callerId(profile),
    ...durations(stage, profile),
  }
}

/** The server gives its own causes, which Q.850 does not know, the number of normal clearing. */
export function q850(cause: number): number {
  return cause > 127 ? HANGUP_CAUSES.NORMAL_CLEARING : cause
}

function callerId({ callerIdName, callerIdNumber }: CallerProfile): string {
  return callerIdName === '' ? callerIdNumber : `"${callerIdName}" <${callerIdNumber}>`
}

function stamps(channel: Channel, { times }: CallerProfile): VariablePack {
  return present({
    start_stamp: times.created?.local,
    profile_start_stamp: times.profileCreated?.local,
    answer_stamp: times.answered?.local,
    bridge_stamp: times.bridged?.local,
    hold_stamp: times.lastHold?.local,
    resurrect_stamp: times.resurrected?.local,
    progress_stamp: times.progress?.local,
    progress_media_stamp: times.progressMedia?.local,
    hold_events: channel.holdEvents.length === 0 ? undefined : `{${channel.holdEvents.join(',')}}`,
    end_stamp: times.hangup?.local,
  })
}

function epochs({ times }: CallerProfile): VariablePack {
  return {
    ...epoch('start', times.created),
    ...epoch('profile_start', times.profileCreated),
    ...epoch('answer', times.answered),
    ...epoch('bridge', times.bridged),
    ...epoch('last_hold', times.lastHold),
    hold_accum_seconds: times.holdAccumulated.seconds,
    hold_accum_usec: times.holdAccumulated.microseconds,
    hold_accum_ms: times.holdAccumulated.milliseconds,
    ...epoch('resurrect', times.resurrected),
    ...epoch('progress', times.progress),
    ...epoch('progress_media', times.progressMedia),
    ...epoch('end', times.hangup),
  }
}

function epoch(name: string, moment: Moment | undefined): VariablePack {
  return { [`${name}_epoch`]: moment?.epoch ?? '0', [`${name}_uepoch`]: moment?.timestamp ?? '0' }
}

/** Seven durations in seconds, then in milliseconds, then in microseconds. */
function durations(stage: Stage, { times }: CallerProfile): VariablePack {
  const between = (from: Moment | undefined, to: Moment | undefined): Span =>
    from === undefined || to === undefined ? NO_SPAN : stage.span(from, to)
  const total = between(times.created, times.hangup)
  const spans = {
    duration: total,
    bill: between(times.answered, times.hangup),
    progress: between(times.created, times.progress),
    answer: between(times.created, times.answered),
    wait: between(times.created, times.bridged),
    progress_media: between(times.created, times.progressMedia),
    flow_bill: times.answered === undefined ? NO_SPAN : total,
  }
  return {
    ...inUnit(spans, 'seconds', '', 'sec'),
    ...inUnit(spans, 'milliseconds', 'm', 'msec'),
    ...inUnit(spans, 'microseconds', 'u', 'usec'),
  }
}

function inUnit(spans: Readonly<Record<string, Span>>, unit: keyof Span, prefix: string, suffix: string): VariablePack {
  const named = Object.entries(spans).map(([name, span]): readonly [string, string] => [
    name === 'duration' ? `${prefix}duration` : `${name}${suffix}`,
    span[unit],
  ])
  return Object.fromEntries(named)
}

const present = (pack: VariablePack): VariablePack =>
  Object.fromEntries(Object.entries(pack).filter(([, value]) => value !== undefined))
