import { toEntityNumber } from '../../traffic/entity-number.ts'
import { milestoneAt, toUuid } from '../../traffic/identity.ts'
import { randomStream } from '../../traffic/random.ts'
import type { FsHeader } from '../codec/event.ts'
import { toOutgoing } from '../codec/fs-outgoing.ts'
import { eventOf } from '../codec/parse-event.ts'
import type { SourceContext } from '../source-context.ts'
import type { RecordedEntity, Replay } from './recorded-trace.ts'
import { rewriteHeaders, withBodyId, withContactId } from './rewrite-event.ts'

/** What a node has to replay, the earliest first; the same as the schedule of calls that are made up. */
export interface ReplaySchedule {
  readonly nextUs: number
  step(): number
  halt(): void
}

/** An entity that has been heard of in the present pass. */
interface Living {
  readonly slot: number
  readonly id: string
  isOpen: boolean
}

/** Identities of legs begin with the digits 4 to 7, so these are none of theirs. */
const NOT_OURS = 0x8000_0000

/**
 * Replays a trace in passes. Each pass has calls, registrations and messages of its own: their UUIDs become identities
 * of the run, wherever in an event they stand, so that the ledger finds what a bridge makes of them; all other UUIDs
 * change with every pass, so that no two passes have one in common.
 */
export function createReplaySchedule(context: SourceContext, { trace, speed, passes }: Replay): ReplaySchedule {
  const { bus, census, clock, instruments, journal, runId, share } = context
  const times = new Float64Array(trace.times)
  const offsets = new Float64Array(trace.offsets)
  const entityOf = new Int32Array(trace.entityOf)
  const stepOf = new Int8Array(trace.stepOf)
  const text = Buffer.from(trace.text)
  const uuidPlaces = new Float64Array(trace.uuids.places)
  const uuidLegs = new Int32Array(trace.uuids.legs)
  const firstUuidOf = new Float64Array(trace.uuids.firstOf)
  let scratch = Buffer.allocUnsafe(SCRATCH_OCTETS)
  const lastOf = lastEvents(trace.entities)
  const numbers = { call: 0, registration: 0, message: 0 }
  const most = times.length === 0 ? 0 : (passes ?? Number.POSITIVE_INFINITY)

  let pass = 0
  let event = 0
  let salt = 0
  let living = new Map<number, Living>()

  const beginPass = (): void => {
    salt = randomStream(share.seed, 'replay', share.source, pass).u32()
    living = new Map()
    event = 0
  }
  const endPass = (): void => {
    for (const index of living.keys()) close(index)
    pass += 1
    beginPass()
  }
  const dueOf = (index: number): number => (pass * trace.lengthUs + (times[index] ?? 0)) / speed

  const open = (index: number, atUs: number): Living => {
    const known = living.get(index)
    if (known !== undefined) return known
    const { kind, script, lastEvent } = trace.entities[index] as RecordedEntity
    const number = toEntityNumber(kind, numbers[kind]++)
    const slot = journal.open(number, 0, script, atUs, Math.max(atUs, dueOf(lastEvent)))
    const opened = { slot, id: toUuid(runId, { source: share.source, number, leg: 0, slot }), isOpen: true }
    living.set(index, opened)
    if (kind === 'call') countCall(script)
    if (kind === 'call') census.begin(1, atUs)
    return opened
  }
  const countCall = (script: number): void => {
    if (milestoneAt(script, 0) !== 'start') return instruments.count('calls.ongoing')
    instruments.count('calls.offered')
    instruments.count('calls.started')
  }
  const close = (index: number): void => {
    const entity = living.get(index)
    if (entity === undefined || !entity.isOpen) return
    entity.isOpen = false
    journal.close(entity.slot)
    const { kind, script } = trace.entities[index] as RecordedEntity
    if (kind !== 'call') return
    census.end(1)
    if (milestoneAt(script, 0) === 'start' && hasEnd(script)) instruments.count('calls.ended')
  }

  /** The text of an event with the UUIDs of this pass. */
  const textAt = (index: number, dueUs: number): string => {
    const [from, to] = [offsets[index] ?? 0, offsets[index + 1] ?? 0]
    if (to - from > scratch.length) scratch = Buffer.allocUnsafe(2 * (to - from))
    text.copy(scratch, 0, from, to)
    const end = firstUuidOf[index + 1] ?? 0
    for (let uuid = firstUuidOf[index] ?? 0; uuid < end; uuid++) {
      const at = (uuidPlaces[uuid] ?? 0) - from
      const leg = uuidLegs[uuid] ?? -1
      if (leg >= 0) scratch.write(open(leg, dueUs).id, at, 'latin1')
      else scratch.write(saltedHead(scratch.toString('latin1', at, at + HEAD_DIGITS), salt), at, 'latin1')
    }
    return scratch.toString('latin1', 0, to - from)
  }

  const eventAt = (index: number, dueUs: number, entity: Living | undefined) => {
    const recorded = JSON.parse(textAt(index, dueUs)) as { headers: FsHeader[]; body?: string }
    const rewriting = { identity: bus.identity, sequence: bus.nextSequence(), epochUs: context.eventTime(dueUs), speed }
    const headers = rewriteHeaders(recorded.headers, rewriting)
    const kind = entity && trace.entities[entityOf[index] ?? -1]?.kind
    if (entity && kind === 'registration') return eventOf(withContactId(headers, entity.id), recorded.body)
    if (entity && kind === 'message') return eventOf(headers, withBodyId(recorded.body, entity.id))
    return eventOf(headers, recorded.body)
  }

  beginPass()
  return {
    get nextUs() {
      return pass < most ? dueOf(event) : Number.POSITIVE_INFINITY
    },
    step() {
      const dueUs = dueOf(event)
      const index = entityOf[event] ?? -1
      const step = stepOf[event] ?? -1
      const entity = index < 0 ? undefined : open(index, dueUs)
      const outgoing = toOutgoing(eventAt(event, dueUs, entity))
      // Before the event itself: whoever receives it may look into the ledger at once.
      if (entity !== undefined && bus.hasAudience) journal.sent(entity.slot, step, dueUs)
      else if (entity !== undefined) journal.unobserved(entity.slot, step)
      const taken = bus.fire(outgoing)
      if (taken > 0) {
        instruments.count('events.sent', taken)
        instruments.latency('send.delay', dueUs, Math.max(0, clock.nowUs() - dueUs))
      }
      for (const ended of lastOf.get(event) ?? []) close(ended)
      event += 1
      if (event === times.length) endPass()
      return COST
    },
    halt() {
      for (const index of living.keys()) close(index)
      pass = most
    },
  }
}

const SCRATCH_OCTETS = 65_536
const HEAD_DIGITS = 8

/** The first eight digits of a UUID that is no leg's. */
const saltedHead = (head: string, salt: number): string =>
  (((Number.parseInt(head, 16) ^ salt) | NOT_OURS) >>> 0).toString(16).padStart(HEAD_DIGITS, '0')

/** Reading and writing down a recorded event takes as long as several that come from a template. */
const COST = 8

function lastEvents(entities: readonly RecordedEntity[]): ReadonlyMap<number, readonly number[]> {
  const byEvent = new Map<number, number[]>()
  entities.forEach(({ lastEvent }, index) => {
    const known = byEvent.get(lastEvent)
    if (known === undefined) byEvent.set(lastEvent, [index])
    else known.push(index)
  })
  return byEvent
}

const hasEnd = (script: number): boolean => Array.from({ length: 8 }, (_, step) => milestoneAt(script, step)).includes('end')
