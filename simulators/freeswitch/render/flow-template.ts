import type { SwitchIdentity } from '../bus.ts'
import type { FlowGap, FlowScript } from '../flows/flow-script.ts'
import type { FlowInputs } from '../flows/flow-inputs.ts'
import { flowValue } from '../flows/flow-values.ts'
import type { LegValueName } from '../flows/leg-values.ts'
import { withMoments, withMomentShapes } from './moment-cells.ts'
import { compileScript, type ScriptTemplate } from './script-template.ts'
import type { SegmentPool } from './segment-pool.ts'
import { ANY, fixedOctets, SAFE, type ValueShape } from './value-layout.ts'

/** A call flow compiled for one node. */
export interface FlowTemplate extends ScriptTemplate<FlowInputs> {
  readonly gaps: readonly FlowGap[]
}

/**
 * Compiles the script of a call flow. Its calls must have numbers of eleven digits, sessions of seven and phones with
 * addresses of fourteen characters, as `source-inputs.ts` makes them: those are stored at constant places.
 * @param pool what the flows of one node share; default: nothing is shared
 * @throws TypeError see `compileScript()`
 */
export function compileFlow(script: FlowScript, identity: SwitchIdentity, pool?: SegmentPool): FlowTemplate {
  const { gaps, legs, name } = script
  const run: FlowScript['run'] = (values, emit) => script.run(values, emit)
  return { gaps, ...compileScript({ name, legs, moments: gaps.length, run }, identity, CELLS, pool) }
}

const LEG_SHAPES: Readonly<Record<LegValueName, ValueShape>> = {
  uuid: fixedOctets(36),
  'call-id': fixedOctets(36),
  'session-id': fixedOctets(7),
  'network-ip': fixedOctets(14),
  'network-port': fixedOctets(5),
  'contact-user': fixedOctets(11),
  user: fixedOctets(11),
  'from-tag': fixedOctets(9),
  'to-tag': fixedOctets(9),
  'branch-0': fixedOctets(19),
  'branch-1': fixedOctets(19),
  'branch-2': fixedOctets(19),
  'cseq-0': SAFE,
  'cseq-1': SAFE,
  'cseq-2': SAFE,
  'remote-media-port': fixedOctets(5),
  'local-media-port': fixedOctets(5),
  ssrc: fixedOctets(10),
  'sdp-session': fixedOctets(10),
  'sdp-version-0': fixedOctets(10),
  'sdp-version-1': fixedOctets(10),
  'sdp-version-2': fixedOctets(10),
  'skipped-packets': SAFE,
}

const CALL_SHAPES: Readonly<Record<string, ValueShape>> = {
  'caller.number': fixedOctets(11),
  'callee.number': fixedOctets(11),
  'transferee.number': fixedOctets(11),
  transfer: fixedOctets(36),
  subject: SAFE,
}

/** A value that is not named here may be anything: the name of the caller. */
function flowShape(name: string): ValueShape {
  const [, group, part = ''] = /^(app|span|[a-p])\.(.+)$/.exec(name) ?? []
  if (group === undefined) return CALL_SHAPES[name] ?? ANY
  if (group === 'span') return SAFE
  if (group === 'app') return fixedOctets(36)
  return part in LEG_SHAPES ? LEG_SHAPES[part as LegValueName] : ANY
}

const CELLS = { shapeOf: withMomentShapes(flowShape), valueOf: withMoments(flowValue) }
