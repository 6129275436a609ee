import type { EntityKind } from '../../traffic/entity-number.ts'
import { MAX_STEPS, type Milestone, packScript } from '../../traffic/identity.ts'
import type { FsHeader } from '../codec/event.ts'
import { eventOf } from '../codec/parse-event.ts'
import { recordedMilestone, textOf } from './recorded-milestone.ts'
import type { RecordedTrace, RecordedUuids } from './recorded-trace.ts'

/** Takes the events of a trace in order and finds out which calls, registrations and messages they are about. */
export interface TraceIndex {
  /**
   * @param us since the start of the trace, never less than before
   * @throws SyntaxError for an event of a name that no switch has; RangeError when the trace is too large
   */
  add(us: number, headers: readonly FsHeader[], body: string | undefined): void
  /** @param endUs end of the trace, microseconds since its start */
  finish(endUs: number): RecordedTrace
}

/** The whole of a trace is in memory while it is replayed. */
const MOST_OCTETS = 2 ** 30

interface Draft {
  readonly kind: EntityKind
  readonly uuid: string | undefined
  readonly milestones: Milestone[]
  readonly firstEvent: number
  lastEvent: number
}

const CALL_EVENTS: ReadonlySet<Milestone> = new Set(['start', 'route', 'answer', 'end'])
const MESSAGES: ReadonlySet<Milestone> = new Set(['receive', 'send'])

export function createTraceIndex(): TraceIndex {
  const texts: Buffer[] = []
  const offsets = [0]
  const times: number[] = []
  const entityOf: number[] = []
  const stepOf: number[] = []
  const drafts: Draft[] = []
  /** Legs by Unique-ID, those without a contract event too. */
  const legs = new Map<string, Draft>()
  const places = new Map<Draft, number>()
  const uuids = createUuidList()
  let skipped = 0

  const place = (draft: Draft): number => {
    const known = places.get(draft)
    if (known !== undefined) return known
    places.set(draft, drafts.length)
    drafts.push(draft)
    return drafts.length - 1
  }
  const draftOf = (milestone: Milestone | undefined, headers: readonly FsHeader[]): Draft | undefined => {
    const event = times.length
    if (milestone !== undefined && !CALL_EVENTS.has(milestone)) {
      const kind = MESSAGES.has(milestone) ? 'message' : 'registration'
      return { kind, uuid: undefined, milestones: [], firstEvent: event, lastEvent: event }
    }
    const uuid = textOf(headers, 'unique-id')?.toLowerCase()
    if (uuid === undefined || !UUID.test(uuid)) return undefined
    const known = legs.get(uuid)
    const leg = known ?? { kind: 'call', uuid, milestones: [], firstEvent: event, lastEvent: event }
    leg.lastEvent = event
    if (known === undefined) legs.set(uuid, leg)
    return leg
  }

  return {
    add(us, headers, body) {
      // A name that no switch has would stop the run in the middle.
      eventOf(headers, body)
      const milestone = recordedMilestone(headers)
      const draft = draftOf(milestone, headers)
      if (milestone !== undefined && (draft === undefined || draft.milestones.length >= MAX_STEPS)) {
        skipped += 1
        return
      }
      const isStep = milestone !== undefined && draft !== undefined
      entityOf.push(isStep ? place(draft) : -1)
      stepOf.push(isStep ? draft.milestones.push(milestone) - 1 : -1)
      const begin = offsets.at(-1) ?? 0
      const json = toAscii(JSON.stringify({ headers, body }))
      uuids.add(json, begin)
      const text = Buffer.from(json, 'latin1')
      const end = begin + text.length
      if (end > MOST_OCTETS) throw new RangeError(`Cannot replay a trace as its events must not exceed ${MOST_OCTETS} octets`)
      texts.push(text)
      offsets.push(end)
      times.push(us)
    },
    finish: (endUs) => ({
      uuids: uuids.finish((uuid) => {
        const leg = legs.get(uuid)
        return leg === undefined ? undefined : places.get(leg)
      }),
      text: joined(texts, offsets.at(-1) ?? 0),
      offsets: shared(Float64Array, offsets).buffer,
      times: shared(Float64Array, times).buffer,
      entityOf: shared(Int32Array, entityOf).buffer,
      stepOf: shared(Int8Array, stepOf).buffer,
      entities: drafts.map(({ kind, uuid, milestones, firstEvent, lastEvent }) => ({
        kind,
        uuid,
        script: packScript(milestones),
        firstEvent,
        lastEvent,
      })),
      lengthUs: Math.max(endUs, times.at(-1) ?? 0, LEAST_LENGTH_US),
      skipped,
    }),
  }
}

const UUID = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/
const ANY_UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi

const toAscii = (json: string): string =>
  json.replace(/[\x7f-\uffff]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)

/** Collects where UUIDs stand; which of them are legs with contract events is known at the end. */
function createUuidList() {
  const places: number[] = []
  const ids: number[] = []
  const firstOf: number[] = [0]
  const idOf = new Map<string, number>()
  return {
    add(json: string, begin: number): void {
      for (const { 0: found, index } of json.matchAll(ANY_UUID)) {
        const uuid = found.toLowerCase()
        const id = idOf.get(uuid) ?? idOf.size
        if (id === idOf.size) idOf.set(uuid, id)
        places.push(begin + index)
        ids.push(id)
      }
      firstOf.push(places.length)
    },
    finish(legOf: (uuid: string) => number | undefined): RecordedUuids {
      const legs = Array.from(idOf.keys(), (uuid) => legOf(uuid) ?? -1)
      return {
        places: shared(Float64Array, places).buffer,
        legs: shared(Int32Array, ids.map((id) => legs[id] ?? -1)).buffer,
        firstOf: shared(Float64Array, firstOf).buffer,
      }
    },
  }
}
/** Passes of nothing but one moment would never come to an end. */
const LEAST_LENGTH_US = 10_000

type TypedArray = Float64Array<SharedArrayBuffer> | Int32Array<SharedArrayBuffer> | Int8Array<SharedArrayBuffer>

function shared<T extends TypedArray>(
  kind: { readonly BYTES_PER_ELEMENT: number; new (buffer: SharedArrayBuffer): T },
  values: readonly number[],
): T {
  const array = new kind(new SharedArrayBuffer(values.length * kind.BYTES_PER_ELEMENT))
  array.set(values)
  return array
}

function joined(texts: readonly Buffer[], octets: number): SharedArrayBuffer {
  const buffer = new SharedArrayBuffer(octets)
  const target = new Uint8Array(buffer)
  let at = 0
  for (const text of texts) {
    target.set(text, at)
    at += text.length
  }
  return buffer
}
