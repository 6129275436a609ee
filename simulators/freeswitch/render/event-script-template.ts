import type { SwitchIdentity } from '../bus.ts'
import type { CommonInputs } from '../flows/common-values.ts'
import type { EventScript } from '../flows/event-script.ts'
import { withMoments, withMomentShapes } from './moment-cells.ts'
import { compileScript, type ScriptTemplate } from './script-template.ts'
import { ANY, fixedOctets, type ValueOf } from './value-layout.ts'

const UUIDS: ReadonlySet<string> = new Set(['id', 'call-id', 'event-uuid'])

const shapeOf = withMomentShapes((name) => (UUIDS.has(name) ? fixedOctets(36) : ANY))

/**
 * Compiles the script of something that happens without a call: one leg, one moment.
 * @throws TypeError see `compileScript()`
 */
export function compileEvents<Inputs extends CommonInputs>(
  { name, milestones, run }: EventScript,
  identity: SwitchIdentity,
  valueOf: ValueOf<Inputs>,
): ScriptTemplate<Inputs> {
  const cells = { shapeOf, valueOf: withMoments(valueOf) }
  return compileScript({ name, legs: [milestones], moments: 1, run }, identity, cells)
}
