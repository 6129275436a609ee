import { bridge, sendCallUpdate, setBridgeVariables } from '../channel/bridge.ts'
import { profileOf } from '../channel/channel.ts'
import { isEnding } from '../channel/channel-state.ts'
import { fifoInfo, fifoStamp, fifoTimes, introduceFifoLegs, setFifoTalking } from '../channel/fifo.ts'
import { enterState } from '../channel/lifecycle.ts'
import { setVariables } from '../channel/variables.ts'
import type { FsHeader } from '../codec/event.ts'
import { atoi } from '../codec/c-text.ts'
import { callerOf } from '../flows/dialplan-steps.ts'
import { attend } from './attend.ts'
import { untilEitherEnds } from './bridge-legs.ts'
import { variableOf } from './expand-variables.ts'
import { type Fifo, popCaller, tellFifo, type WaitingCaller } from './fifos.ts'
import { holdLeg } from './hold-leg.ts'
import { isReady, type Leg } from './leg.ts'
import { playSound } from './play-sound.ts'
import type { FifoSounds } from './wait-in-fifo.ts'

export interface ServeOptions extends FifoSounds {
  /** Whether the consumer stays for the next caller. */
  readonly waits: boolean
}

const PACKET_MS = 20
/** How long a consumer rests between two callers, milliseconds. */
const WRAPUP_MS = 5000

/** A consumer takes callers out of queues and talks to them, one after the other. */
export async function serveFifo(leg: Leg, fifos: readonly Fifo[], options: ServeOptions): Promise<void> {
  const { channel, calls } = leg
  const { stage } = calls
  const { list, waits } = options
  if (waits && channel.media !== 'answered') leg.endpoint.answer(leg)
  fifoInfo(stage, channel, list, 'consumer_start')
  setVariables(channel.variables, { fifo_status: 'WAITING', ...fifoStamp(stage) })
  while (isReady(leg)) {
    const [fifo, caller] = await nextCaller(leg, fifos, options)
    if (fifo === undefined || caller === undefined) break
    fifoInfo(stage, caller.leg.channel, list, 'caller_pop')
    if (!(await talkTo(leg, { fifo, caller, options })) || !waits || !isReady(leg)) break
    await wrapUp(leg, list)
    if (isReady(leg)) fifoInfo(stage, channel, list, 'consumer_reentrance')
  }
  fifoInfo(stage, channel, list, 'consumer_stop')
}

/** The next caller of the queue whose first caller has waited longest. */
async function nextCaller(
  leg: Leg,
  fifos: readonly Fifo[],
  { waits, music }: ServeOptions,
): Promise<[Fifo | undefined, WaitingCaller | undefined]> {
  const longest = (): Fifo | undefined =>
    fifos.filter(({ callers }) => callers.length > 0).toSorted((a, b) => a.sinceUs - b.sinceUs)[0]
  const isOver = (): boolean => longest() !== undefined
  const wake = (): void => {
    leg.isBroken = music !== undefined
    leg.waker.wake()
  }
  while (waits && !isOver() && isReady(leg)) {
    for (const { consumers } of fifos) consumers.add(wake)
    const ms = music === undefined ? 0 : (leg.calls.soundMs(music) ?? 0)
    if (music === undefined || ms === 0) await attend(leg, { isOver })
    else await playSound(leg, { path: music, ms })
    for (const { consumers } of fifos) consumers.delete(wake)
  }
  const fifo = isReady(leg) ? longest() : undefined
  return [fifo, fifo && popCaller(fifo)]
}

interface Service {
  readonly fifo: Fifo
  readonly caller: WaitingCaller
  readonly options: ServeOptions
}

/** @returns whether the two have talked */
async function talkTo(leg: Leg, { fifo, caller, options: { list, announcement } }: Service): Promise<boolean> {
  const { channel, calls } = leg
  const { stage } = calls
  const other = caller.leg
  fifoInfo(stage, channel, list, 'consumer_pop', [['FIFO-Caller-UUID', other.channel.uuid]])
  const announced = variableOf(other, 'fifo_override_announce') ?? announcement
  if (announced !== undefined) await playSound(leg, { path: announced, ms: calls.soundMs(announced) ?? 0 })
  const my = variableOf(leg, 'fifo_consumer_id') ?? channel.uuid
  setVariables(other.channel.variables, { fifo_serviced_by: my, fifo_serviced_uuid: channel.uuid })
  const held = holdLeg(other, leg)
  caller.servedBy = leg
  // The caller notices with its next packet of sound.
  await attend(leg, { ms: PACKET_MS })
  other.isBroken = true
  other.waker.wake()
  await attend(leg, { isOver: () => caller.isReady || isEnding(other.channel.state) })
  const talks = isReady(leg) && caller.isReady && isReady(other)
  if (talks) await talk(leg, other, { fifo, list })
  caller.servedBy = undefined
  held.release()
  return talks
}

async function talk(leg: Leg, other: Leg, { fifo, list }: { readonly fifo: Fifo; readonly list: string }): Promise<void> {
  const { stage } = leg.calls
  const [consumer, caller] = [leg.channel, other.channel]
  const begun = stage.now()
  const named = consumerHeaders(leg)
  if (consumer.media !== 'answered') leg.endpoint.answer(leg)
  introduceFifoLegs(stage, consumer, caller)
  setFifoTalking(stage, consumer, caller)
  tellFifo(fifo, leg)
  fifoInfo(stage, consumer, list, 'channel-consumer-start', [['FIFO-Type', 'onhook'], ...named])
  fifoInfo(stage, consumer, list, 'bridge-consumer-start')
  fifoInfo(stage, caller, list, 'bridge-caller-start')
  setVariables(consumer.variables, { signal_bond: caller.uuid, fifo_initiated_bridge: 'true', fifo_bridge_role: 'consumer' })
  setVariables(caller.variables, { signal_bond: consumer.uuid, fifo_initiated_bridge: 'true', fifo_bridge_role: 'caller' })
  connect(leg, other)
  await untilEitherEnds(leg, other)
  const stopped = [['FIFO-Type', 'onhook'] as const, ...fifoTimes(stage, consumer, 'Consumer')]
  fifoInfo(stage, consumer, list, 'channel-consumer-stop', stopped)
  fifoInfo(stage, consumer, list, 'bridge-consumer-stop')
  fifoInfo(stage, caller, list, 'bridge-caller-stop', fifoTimes(stage, caller, 'Caller'))
  const ended = stage.now()
  const talked = { fifo_epoch_stop_bridge: ended.epoch, fifo_bridge_seconds: stage.span(begun, ended).seconds }
  for (const channel of [consumer, caller]) setVariables(channel.variables, talked)
  setVariables(consumer.variables, { fifo_status: 'WAITING', ...fifoStamp(stage) })
  setVariables(caller.variables, { fifo_status: 'DONE', ...fifoStamp(stage) })
  tellFifo(fifo, leg)
}

/** Both hear each other. */
function connect(leg: Leg, other: Leg): void {
  const { stage } = leg.calls
  const [consumer, caller] = [leg.channel, other.channel]
  const { calleeIdName: name, calleeIdNumber: number } = profileOf(caller)
  Object.assign(profileOf(consumer), { calleeIdName: name, calleeIdNumber: number })
  bridge(stage, consumer, caller)
  caller.callUuid = consumer.uuid
  enterState(stage, caller, 'EXCHANGE_MEDIA')
  setBridgeVariables(consumer, caller)
  setVariables(caller.variables, { call_uuid: consumer.uuid })
  setBridgeVariables(caller, consumer)
  leg.bridgeRole = 'originator'
  other.bridgeRole = 'originatee'
  // Only phones are told whom they are connected to.
  if (leg.endpoint.kind === 'sofia') sendCallUpdate(stage, consumer, caller, { name, number })
  if (other.endpoint.kind === 'sofia') sendCallUpdate(stage, caller, consumer, callerOf(consumer))
  other.waker.wake()
}

/** Whom the consumer shows; what is not known is left out. */
function consumerHeaders({ channel }: Leg): FsHeader[] {
  const profile = profileOf(channel)
  const isInbound = channel.direction === 'inbound'
  const shown = [
    ['FIFO-Caller-CID-Name', isInbound ? profile.calleeIdName : profile.callerIdName],
    ['FIFO-Caller-CID-Number', isInbound ? profile.calleeIdNumber : profile.callerIdNumber],
  ] as const
  return shown.filter(([, value]) => value !== '').map(([name, value]) => [name, value])
}

async function wrapUp(leg: Leg, list: string): Promise<void> {
  const { stage } = leg.calls
  const { variables } = leg.channel
  const given = variableOf(leg, 'fifo_consumer_wrapup_time') ?? ''
  const ms = given === '' ? WRAPUP_MS : atoi(given)
  if (ms > 0) {
    setVariables(variables, { fifo_status: 'WRAPUP' })
    fifoInfo(stage, leg.channel, list, 'consumer_wrapup')
    await attend(leg, { ms })
  }
  setVariables(variables, { fifo_status: 'WAITING' })
}
