import { type FlowInputs, type FlowValueOf, flowValue } from '../flows/flow-values.ts'
import type { FixedWidth } from './value-layout.ts'

/**
 * What the compiler knows of the values of flow scripts: how wide they are, and how to calculate them cheaply. The
 * widths hold for calls whose numbers have eleven digits, whose sessions have seven and whose phones have addresses
 * of fourteen characters; see `call-inputs.ts`.
 */

const same = (octets: number): FixedWidth => ({ raw: octets, percent: octets })

const MOMENT_WIDTHS: Readonly<Record<string, FixedWidth>> = {
  timestamp: same(16),
  epoch: same(10),
  /** `2026-11-22 01:35:04` */
  local: { raw: 19, percent: 25 },
  /** `Sun, 22 Nov 2026 01:35:04 GMT` */
  gmt: { raw: 29, percent: 43 },
}

const LEG_WIDTHS: Readonly<Record<string, FixedWidth>> = {
  uuid: same(36),
  'call-id': same(36),
  'session-id': same(7),
  'network-ip': same(14),
  'network-port': same(5),
  'contact-user': same(11),
  user: same(11),
  'from-tag': same(9),
  'to-tag': same(9),
  branch: same(19),
  'next-branch': same(19),
  cseq: same(9),
  'remote-media-port': same(5),
  'local-media-port': same(5),
  ssrc: same(10),
  'sdp-session': same(10),
  'sdp-version-0': same(10),
  'sdp-version-1': same(10),
  'sdp-version-2': same(10),
}

const CALL_WIDTHS: Readonly<Record<string, FixedWidth>> = {
  'caller.number': same(11),
  'callee.number': same(11),
  'transferee.number': same(11),
  transfer: same(36),
}

/** Width of a value by its name; undefined for one that varies, such as a name or a duration. */
export function flowWidth(name: string): FixedWidth | undefined {
  const { base } = splitStep(name)
  const [, group = '', part = ''] = /^(m\d+|app|[a-p])\.(.+)$/.exec(base) ?? []
  if (group === 'app') return same(36)
  if (group.length > 1) return MOMENT_WIDTHS[part]
  return group === '' ? CALL_WIDTHS[base] : LEG_WIDTHS[part]
}

/**
 * Where a leg emits one kind of contract event several times (the second route of a transferred call), the last four
 * bits of that event's Event-Date-Timestamp, in microseconds, hold the step in the leg's script, so that the event can
 * be told from the timestamp that a bridge forwards. The name of such a value has the step behind a `#`.
 */
export const steppedName = (name: string, step: number): string => `${name}#${step}`

function splitStep(name: string): { readonly base: string; readonly step: number | undefined } {
  const [base = '', step] = name.split('#')
  return { base, step: step === undefined ? undefined : Number(step) }
}

/** How to calculate a value. @throws RangeError for an unknown name */
export function flowCellValue(name: string): FlowValueOf {
  const { base, step } = splitStep(name)
  const valueOf = flowValue(base)
  if (step !== undefined) return (inputs) => withStep(Number(valueOf(inputs)), step)
  const [, moment, part] = /^m(\d+)\.(local|gmt|epoch|rfc2822)$/.exec(name) ?? []
  return part === undefined ? valueOf : rememberSecond(valueOf, Number(moment), part)
}

const withStep = (us: number, step: number): string => String(us - (us % 16) + step)

/** Texts of seconds, which most calls have in common. */
const seconds: Readonly<Record<string, Map<number, string>>> = {
  local: new Map(),
  gmt: new Map(),
  epoch: new Map(),
  rfc2822: new Map(),
}
const MOST_SECONDS = 4096

function rememberSecond(valueOf: FlowValueOf, moment: number, part: string): FlowValueOf {
  const known = seconds[part] ?? new Map<number, string>()
  return (inputs: FlowInputs) => {
    const second = Math.floor((inputs.momentsUs[moment] ?? 0) / 1e6)
    const found = known.get(second)
    if (found !== undefined) return found
    if (known.size >= MOST_SECONDS) known.clear()
    const text = valueOf(inputs)
    known.set(second, text)
    return text
  }
}
