import { type Milestone, packScript } from '../../traffic/identity.ts'
import type { SwitchIdentity } from '../bus.ts'
import type { FsEvent, FsHeader } from '../codec/event.ts'
import type { FlowScript, FlowValues, ScriptedEvent } from '../flows/flow-script.ts'
import type { EventFormat } from '../events/outgoing.ts'
import { compileEvent, type EventTemplate } from './event-template.ts'
import { steppedName } from './moment-cells.ts'
import { createMarkers, type Markers } from './markers.ts'
import { createSegmentPool, type SegmentPool } from './segment-pool.ts'
import type { ValueBlock } from './value-block.ts'
import { createValueLayout, type ShapeOf, type ValueOf } from './value-layout.ts'

/** A script, of a call or of anything else, as the compiler sees it. */
export interface Script extends Pick<FlowScript, 'legs' | 'run'> {
  readonly name: string
  /** Number of its moments. */
  readonly moments: number
}

/** A script compiled for one node. */
export interface ScriptTemplate<Inputs> {
  readonly legs: readonly LegTemplate[]
  /** Events of each moment, in order. */
  readonly moments: readonly (readonly TemplateEvent[])[]
  /** Compiles the frames of a format now, rather than when each is first asked for. */
  prepare(format: EventFormat): void
  /** A block that holds the values of a call. */
  takeBlock(inputs: Inputs): ValueBlock
  /** Gives a block back when the call has emitted its last event. */
  releaseBlock(block: ValueBlock): void
}

export interface LegTemplate {
  /** Packed by `packScript()`. */
  readonly script: number
  /** Moments of its first and last event. */
  readonly firstMoment: number
  readonly lastMoment: number
}

export interface TemplateEvent {
  readonly template: EventTemplate
  readonly leg: number
  /** Place among the leg's contract events; -1 for an event that is none. */
  readonly step: number
  /** Sequence numbers that nobody gets before it. */
  readonly skipped: number
}

interface StepEvent extends ScriptedEvent {
  readonly step: number
}

/**
 * Compiles a script: it is run with markers for values. That it does nothing with a value but to put it somewhere is
 * for `expectPlacement()` to say, in tests.
 * @throws TypeError when its contract events are not those that it declares
 */
export function compileScript<Inputs>(
  script: Script,
  identity: SwitchIdentity,
  cells: { readonly shapeOf: ShapeOf; readonly valueOf: ValueOf<Inputs> },
  pool: SegmentPool = createSegmentPool(),
): ScriptTemplate<Inputs> {
  const markers = createMarkers('q', nodeValues(identity))
  const steps = numberSteps(script, runScript(script, markers))
  const layout = createValueLayout(cells.shapeOf, cells.valueOf)
  const moments = Array.from({ length: script.moments }, (): TemplateEvent[] => [])
  for (const { event, leg, moment, milestone, step, skipped = 0 } of steps) {
    const repeats = milestone !== undefined && count(script.legs[leg], milestone) > 1
    const template = compileEvent(repeats ? markStep(event, markers, step) : event, markers, layout, pool)
    moments[moment]?.push({ template, leg, step, skipped })
  }
  const free: ValueBlock[] = []
  return {
    moments,
    legs: script.legs.map((milestones, leg) =>
      legTemplate(
        milestones,
        steps.filter((event) => event.leg === leg),
      ),
    ),
    prepare(format) {
      for (const events of moments) for (const { template } of events) template.frame(format)
    },
    takeBlock(inputs) {
      const block = free.pop() ?? layout.createBlock()
      layout.fill(block, inputs)
      return block
    },
    releaseBlock(block) {
      if (!block.shared) free.push(block)
    },
  }
}

const nodeValues = (identity: SwitchIdentity): FlowValues => ({
  'node.core-uuid': identity.coreUuid,
  'node.hostname': identity.hostname,
  'node.switchname': identity.switchname,
  'node.ipv4': identity.ipv4,
  'node.ipv6': identity.ipv6,
})

/** The events of a script whose values are markers. */
export function runScript(script: Pick<Script, 'run'>, markers: Markers): ScriptedEvent[] {
  const events: ScriptedEvent[] = []
  script.run(markers.values, (event) => events.push(event))
  return events
}

/** Finds the step of each contract event of its leg. */
function numberSteps(script: Script, events: readonly ScriptedEvent[]): StepEvent[] {
  const done = script.legs.map((): Milestone[] => [])
  const steps = events.map((event) => {
    if (event.milestone === undefined) return { ...event, step: -1 }
    return { ...event, step: (done[event.leg]?.push(event.milestone) ?? 0) - 1 }
  })
  if (JSON.stringify(done) !== JSON.stringify(script.legs)) {
    const [told, emitted] = [JSON.stringify(script.legs), JSON.stringify(done)]
    throw new TypeError(
      `Cannot compile "${script.name}" as it must emit the contract events ${told}: current value is ${emitted}`,
    )
  }
  return steps
}

const count = (milestones: readonly Milestone[] | undefined, wanted: Milestone): number =>
  milestones?.filter((milestone) => milestone === wanted).length ?? 0

function markStep(event: FsEvent, markers: Markers, step: number): FsEvent {
  const headers = event.headers.map((header): FsHeader => {
    const [name, value] = header
    if (name !== 'Event-Date-Timestamp' || typeof value !== 'string') return header
    return [name, markers.values[steppedName(markers.split(value)[1] ?? '', step)] ?? value]
  })
  return { ...event, headers }
}

function legTemplate(milestones: readonly Milestone[], events: readonly StepEvent[]): LegTemplate {
  const moments = events.map((event) => event.moment)
  return { script: packScript(milestones), firstMoment: Math.min(...moments), lastMoment: Math.max(...moments) }
}
