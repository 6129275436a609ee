import { isEnding } from '../channel/channel-state.ts'
import { enterFifo, fifoInfo, fifoStamp } from '../channel/fifo.ts'
import { enterState } from '../channel/lifecycle.ts'
import { setVariables } from '../channel/variables.ts'
import { atoi } from '../codec/c-text.ts'
import { attend, type AttendEnd } from './attend.ts'
import { variableOf } from './expand-variables.ts'
import { type Fifo, FIFO_SLOTS, pushCaller, tellFifo, type WaitingCaller } from './fifos.ts'
import { hangUp, isReady, type Leg } from './leg.ts'
import { playSound } from './play-sound.ts'
import { transferLeg } from './transfer-leg.ts'

/** What the application was given. */
export interface FifoSounds {
  /** The names of the queues as they were given. */
  readonly list: string
  /** What the leg hears before it is connected. */
  readonly announcement: string | undefined
  /** What it hears while it waits. */
  readonly music: string | undefined
}

/** How long a leg waits when it has somewhere to go afterwards. */
const ORBIT_SECONDS = 60
/** Legs that wait to be bridged by the thread of their consumer. */
const SERVED = new WeakMap<Leg, WaitingCaller>()

/** A caller waits in a queue until a consumer takes it, it goes, or its time is over. */
export async function waitInFifo(leg: Leg, fifo: Fifo, sounds: FifoSounds): Promise<void> {
  const { channel } = leg
  setVariables(channel.variables, { fifo_hangup_check: undefined })
  if (channel.media !== 'answered') leg.endpoint.answer(leg)
  const caller = enter(leg, fifo, sounds.list)
  const [orbit, seconds] = orbitOf(leg)
  const end = await untilServed(caller, sounds.music, orbit === undefined ? Infinity : seconds * 1000)
  if (end === 'served' && isReady(leg)) {
    if (sounds.announcement !== undefined) await playSound(leg, { path: sounds.announcement, ms: msOf(leg, sounds.announcement) })
    if (isReady(leg)) {
      channel.state = 'HIBERNATE'
      SERVED.set(leg, caller)
      return
    }
  }
  leave(caller, fifo, { list: sounds.list, isLate: end === 'late' })
  if (end === 'late' && orbit !== undefined && orbit !== '_continue_') {
    const dialplan = variableOf(leg, 'fifo_orbit_dialplan')
    transferLeg(leg, { number: orbit, dialplan, context: variableOf(leg, 'fifo_orbit_context') })
  }
}

/** A caller that its consumer is to bridge hibernates until then. @returns whether it is one */
export async function runServedLeg(leg: Leg): Promise<boolean> {
  const caller = SERVED.get(leg)
  if (caller === undefined) return false
  SERVED.delete(leg)
  enterState(leg.calls.stage, leg.channel, 'HIBERNATE')
  caller.isReady = true
  caller.servedBy?.waker.wake()
  await attend(leg, { isOver: () => caller.servedBy === undefined || isEnding(caller.servedBy.channel.state) })
  if (leg.channel.state === 'HIBERNATE') hangUp(leg, 'NORMAL_CLEARING')
  return true
}

function enter(leg: Leg, fifo: Fifo, list: string): WaitingCaller {
  const { stage } = leg.calls
  const { variables } = leg.channel
  const priority = variableOf(leg, 'fifo_priority')
  const slot = Math.min(Math.max(atoi(priority ?? ''), 0), FIFO_SLOTS - 1)
  enterFifo(stage, leg.channel, list, String(slot))
  const caller: WaitingCaller = { leg, slot, servedBy: undefined, isReady: false }
  setVariables(variables, { fifo_position: String(pushCaller(fifo, caller)) })
  if (priority === undefined) setVariables(variables, { fifo_priority: String(slot) })
  const stamp = fifoStamp(stage)
  setVariables(variables, { fifo_status: 'WAITING', ...stamp, fifo_push_timestamp: stamp.fifo_timestamp })
  setVariables(variables, { fifo_serviced_uuid: undefined })
  tellFifo(fifo, leg)
  return caller
}

async function untilServed(caller: WaitingCaller, music: string | undefined, limitMs: number): Promise<'served' | 'left' | 'late'> {
  const { leg } = caller
  const isOver = (): boolean => caller.servedBy !== undefined
  const ms = music === undefined ? 0 : msOf(leg, music)
  let remainingMs = limitMs
  while (isReady(leg) && remainingMs > 0) {
    const before = leg.waitedMs
    let end: AttendEnd
    if (music === undefined || ms === 0) end = await attend(leg, { ms: remainingMs, isOver })
    else end = await playSound(leg, { path: music, ms }, { limitMs: remainingMs })
    if (isOver()) return 'served'
    if (end === 'left') return 'left'
    remainingMs -= leg.waitedMs - before
  }
  return isReady(leg) ? 'late' : 'left'
}

function leave({ leg }: WaitingCaller, fifo: Fifo, { list, isLate }: { readonly list: string; readonly isLate: boolean }): void {
  const { stage } = leg.calls
  setVariables(leg.channel.variables, { fifo_status: isLate ? 'TIMEOUT' : 'ABORTED', ...fifoStamp(stage) })
  fifoInfo(stage, leg.channel, list, isLate ? 'timeout' : 'abort')
  const place = fifo.callers.findIndex((each) => each.leg === leg)
  if (place >= 0) fifo.callers.splice(place, 1)
  tellFifo(fifo, leg)
}

/** `fifo_orbit_exten`: where the leg goes, and after how many seconds behind a colon. */
function orbitOf(leg: Leg): [string | undefined, number] {
  const text = variableOf(leg, 'fifo_orbit_exten')
  if (text === undefined) return [undefined, 0]
  const [number = '', seconds] = text.split(':')
  const given = seconds === undefined ? ORBIT_SECONDS : atoi(seconds)
  return [number, given < 0 ? ORBIT_SECONDS : given]
}

const msOf = ({ calls }: Leg, path: string): number => calls.soundMs(path) ?? 0
