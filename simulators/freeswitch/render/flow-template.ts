import type { SwitchIdentity } from '../bus.ts'
import type { FlowGap, FlowScript } from '../flows/flow-script.ts'
import { type FlowInputs, flowValue } from '../flows/flow-values.ts'
import { sameWidth, withMoments, withMomentWidths } from './moment-cells.ts'
import { compileScript, type ScriptTemplate } from './script-template.ts'
import type { FixedWidth } from './value-layout.ts'

/** A call flow compiled for one node. */
export interface FlowTemplate extends ScriptTemplate<FlowInputs> {
  readonly gaps: readonly FlowGap[]
}

/**
 * Compiles the script of a call flow. Its calls must have numbers of eleven digits, sessions of seven and phones with
 * addresses of fourteen characters, as `source-inputs.ts` makes them: those are stored at constant places.
 * @throws TypeError see `compileScript()`
 */
export function compileFlow(script: FlowScript, identity: SwitchIdentity): FlowTemplate {
  const { gaps, legs, name } = script
  const run: FlowScript['run'] = (values, emit) => script.run(values, emit)
  return { gaps, ...compileScript({ name, legs, moments: gaps.length, run }, identity, CELLS) }
}

const LEG_WIDTHS: Readonly<Record<string, FixedWidth>> = {
  uuid: sameWidth(36),
  'call-id': sameWidth(36),
  'session-id': sameWidth(7),
  'network-ip': sameWidth(14),
  'network-port': sameWidth(5),
  'contact-user': sameWidth(11),
  user: sameWidth(11),
  'from-tag': sameWidth(9),
  'to-tag': sameWidth(9),
  branch: sameWidth(19),
  'next-branch': sameWidth(19),
  cseq: sameWidth(9),
  'remote-media-port': sameWidth(5),
  'local-media-port': sameWidth(5),
  ssrc: sameWidth(10),
  'sdp-session': sameWidth(10),
  'sdp-version-0': sameWidth(10),
  'sdp-version-1': sameWidth(10),
  'sdp-version-2': sameWidth(10),
}

const CALL_WIDTHS: Readonly<Record<string, FixedWidth>> = {
  'caller.number': sameWidth(11),
  'callee.number': sameWidth(11),
  'transferee.number': sameWidth(11),
  transfer: sameWidth(36),
}

/** A value that is not named here varies in width: names and durations. */
function flowWidth(name: string): FixedWidth | undefined {
  const [, group, part = ''] = /^(app|[a-p])\.(.+)$/.exec(name) ?? []
  if (group === undefined) return CALL_WIDTHS[name]
  return group === 'app' ? sameWidth(36) : LEG_WIDTHS[part]
}

const CELLS = { widthOf: withMomentWidths(flowWidth), valueOf: withMoments(flowValue) }
