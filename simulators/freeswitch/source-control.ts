import { readUuid, toUuid } from '../traffic/identity.ts'
import type { SwitchBus } from './bus.ts'
import { q850 } from './channel/cdr-variables.ts'
import { type HangupCause, HANGUP_CAUSES } from './channel/hangup-cause.ts'
import type { FsEvent, FsHeader } from './codec/event.ts'
import { headerText } from './codec/event-headers.ts'
import { toOutgoing } from './codec/fs-outgoing.ts'
import { parseEvent } from './codec/parse-event.ts'
import { eventType } from './events/event-types.ts'
import type { OutgoingEvent } from './events/outgoing.ts'
import type { PlannedLeg, PlannedLegs } from './planned-legs.ts'
import { RenderedEvent } from './render/rendered-event.ts'
import type { TemplateEvent } from './render/script-template.ts'
import type { CallControl, CallPlayer, LivingCall } from './source-call.ts'
import type { SourceContext } from './source-context.ts'
import { toFlowInputs } from './source-inputs.ts'
import { createMomentPlayer } from './source-player.ts'

const HANGUP = eventType('CHANNEL_HANGUP')
const UNBRIDGE = eventType('CHANNEL_UNBRIDGE')
const ANSWER = eventType('CHANNEL_ANSWER')

/** Lets clients look at the calls of the traffic and end them. It costs the traffic nothing until somebody does. */
export function createPlannedLegs(context: SourceContext, calls: Pick<CallPlayer, 'living' | 'end'>): PlannedLegs {
  const { runId, share } = context
  const uuidOf = ({ number, slots }: LivingCall, leg: number): string =>
    toUuid(runId, { source: share.source, number, leg, slot: slots[leg] ?? 0 })

  const legOf = (call: LivingCall, leg: number): PlannedLeg => ({
    uuid: uuidOf(call, leg),
    headers: () => withVariables(headersOf(call, leg), call.control?.variables[leg]),
    variable(name) {
      const set = call.control?.variables[leg]
      if (set?.has(name) === true) return set.get(name)
      const value = headersOf(call, leg).find(([header]) => header === `variable_${name}`)?.[1]
      return value === undefined ? undefined : headerText(value)
    },
    setVariable(name, value) {
      const set = (controlOf(call).variables[leg] ??= new Map())
      set.set(name, value)
    },
    kill: (cause) => endNow(context, calls, call, cause),
    onEnd(callback) {
      const { watchers } = controlOf(call)
      watchers.add(callback)
      return () => void watchers.delete(callback)
    },
  })

  return {
    locate(uuid) {
      const identity = readUuid(Buffer.from(uuid, 'latin1'), 0)
      const call = identity && calls.living.get(identity.number)
      if (identity === undefined || call === undefined || uuidOf(call, identity.leg) !== uuid) return undefined
      return isUp(call, identity.leg) ? legOf(call, identity.leg) : undefined
    },
    all: () =>
      [...calls.living.values()].flatMap((call) =>
        call.slots.flatMap((_, leg) => (isUp(call, leg) ? legOf(call, leg) : [])),
      ),
  }
}

const controlOf = (call: LivingCall): CallControl => (call.control ??= { variables: [], watchers: new Set() })

/** Whether a leg has been heard of and has not been destroyed. */
function isUp({ flow, moment }: LivingCall, leg: number): boolean {
  const { firstMoment = Infinity, lastMoment = -1 } = flow.legs[leg] ?? {}
  return moment > firstMoment && moment <= lastMoment
}

/** The newest channel block and the newest variables among the events of a leg so far. */
function headersOf(call: LivingCall, leg: number): readonly FsHeader[] {
  const events = call.flow.moments.slice(0, call.moment).flat().filter((event) => event.leg === leg)
  let block: readonly FsHeader[] | undefined
  for (const event of events.reverse()) {
    const { headers } = read(call, event)
    block ??= blockOf(headers)
    const variables = headers.filter(([name]) => name.startsWith('variable_'))
    if (variables.length > 0) return [...block, ...variables]
  }
  return block ?? []
}

const read = ({ block }: LivingCall, { template }: TemplateEvent): FsEvent =>
  readOutgoing(new RenderedEvent(template, block, 0))

function readOutgoing(event: OutgoingEvent): FsEvent {
  const frame = Buffer.alloc(event.frameLimit('plain'))
  const text = frame.toString('latin1', 0, event.writeFrame('plain', frame, 0))
  return parseEvent(text.slice(text.indexOf('\n\n') + 2), 'plain')
}

/** Headers from the state of the channel to those of the other leg. */
function blockOf(headers: readonly FsHeader[]): readonly FsHeader[] {
  return headers.filter(([name]) => /^(?:Channel|Unique-ID|Call-|Presence-Call|Answer-State|Hangup-Cause|Caller|Other)/.test(name))
}

function withVariables(headers: readonly FsHeader[], set: ReadonlyMap<string, string | undefined> | undefined): readonly FsHeader[] {
  if (set === undefined) return headers
  const others = headers.filter(([name]) => !set.has(name.replace(/^variable_/, '')))
  return [...others, ...[...set].flatMap(([name, value]): FsHeader[] => (value === undefined ? [] : [[`variable_${name}`, value]]))]
}

/** Plays what the plan has for the end of a call at this moment, for the legs that are up. */
function endNow(context: SourceContext, calls: Pick<CallPlayer, 'end'>, call: LivingCall, cause: HangupCause): void {
  if (call.isOver) return
  const { bus, clock, eventTime, runId, share } = context
  const { flow, number, plan, slots } = call
  const nowUs = clock.nowUs()
  const moments = call.dueUs.map((dueUs, moment) => eventTime(moment < call.moment ? dueUs : nowUs))
  const uuids = slots.map((slot, leg) => toUuid(runId, { source: share.source, number, leg, slot }))
  const block = flow.takeBlock(toFlowInputs(bus.identity, plan, uuids, moments))
  for (const event of endOf(call)) {
    const told = toldOfEnd(cause, hasAnswered(call, event.leg))
    const play = createMomentPlayer({ ...context, bus: changing(bus, (heard) => withValues(heard, told)) })
    play([event], block, slots, nowUs)
  }
  flow.releaseBlock(block)
  call.moment = call.dueUs.length
  calls.end(call)
}

/** Of the events to come, those with which the legs that are up end. */
function endOf(call: LivingCall): TemplateEvent[] {
  const ending = new Set<number>()
  return call.flow.moments.slice(call.moment).flat().filter(({ leg, template }) => {
    if (!isUp(call, leg)) return false
    if (template.type === HANGUP) ending.add(leg)
    return ending.has(leg) || (ending.size > 0 && template.type === UNBRIDGE)
  })
}

const hasAnswered = ({ flow, moment }: LivingCall, leg: number): boolean =>
  flow.moments.slice(0, moment).flat().some((event) => event.leg === leg && event.template.type === ANSWER)

/** Values of headers of a leg that the switch ends, where the plan has others. */
function toldOfEnd(cause: HangupCause, isAnswered: boolean): Readonly<Record<string, string>> {
  const never = isAnswered ? {} : NEVER_ANSWERED
  return {
    'Hangup-Cause': cause,
    variable_hangup_cause: cause,
    variable_hangup_cause_q850: String(q850(HANGUP_CAUSES[cause])),
    variable_sip_hangup_disposition: isAnswered ? 'send_bye' : 'send_cancel',
    ...never,
  }
}

const NEVER_ANSWERED = {
  'Caller-Channel-Answered-Time': '0',
  variable_answer_epoch: '0',
  variable_answer_uepoch: '0',
  variable_billsec: '0',
  variable_billmsec: '0',
  variable_billusec: '0',
} as const

/** A bus that delivers events with changes. */
const changing = (bus: SwitchBus, change: (event: FsEvent) => FsEvent): SwitchBus => ({
  identity: bus.identity,
  nextSequence: () => bus.nextSequence(),
  fire: (event) => bus.fire(toOutgoing(change(readOutgoing(event)))),
  get hasAudience() {
    return bus.hasAudience
  },
})

const withValues = (event: FsEvent, values: Readonly<Record<string, string>>): FsEvent => ({
  ...event,
  headers: event.headers.map(([name, value]): FsHeader => [name, values[name] ?? value]),
})
