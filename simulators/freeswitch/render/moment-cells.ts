import type { CommonInputs } from '../flows/common-values.ts'
import { ANY, fixedOctets, type ShapeOf, type ValueOf, type ValueShape } from './value-layout.ts'

/** What the compiler knows of the moments of any script: how wide their texts are, and how to get them cheaply. */

const MOMENT_SHAPES: Readonly<Record<string, ValueShape>> = {
  timestamp: fixedOctets(16),
  epoch: fixedOctets(10),
  /** `2026-11-22 01:35:04` */
  local: { kind: 'fixed', raw: 19, percent: 25 },
  /** `Sun, 22 Nov 2026 01:35:04 GMT` */
  gmt: { kind: 'fixed', raw: 29, percent: 43 },
}

/**
 * Where a leg emits one kind of contract event several times (the second route of a transferred call), the last four
 * bits of that event's Event-Date-Timestamp, in microseconds, hold the step in the leg's script, so that the event can
 * be told from the timestamp that a bridge forwards. The name of such a value has the step behind a `#`.
 */
export const steppedName = (name: string, step: number): string => `${name}#${step}`

const withStep = (us: number, step: number): string => String(us - (us % 16) + step)

/** Adds the shapes of moments to those that `shapeOf` knows. */
export function withMomentShapes(shapeOf: ShapeOf): ShapeOf {
  return (name) => {
    const part = /^m\d+\.(\w+)(?:#\d+)?$/.exec(name)?.[1]
    return part === undefined ? shapeOf(name) : (MOMENT_SHAPES[part] ?? ANY)
  }
}

/** Adds stepped timestamps to the values that `valueOf` knows, and remembers the texts of seconds. */
export function withMoments<Inputs extends CommonInputs>(valueOf: ValueOf<Inputs>): ValueOf<Inputs> {
  return (name) => {
    const [base = '', step] = name.split('#')
    const textOf = valueOf(base)
    if (step !== undefined) return (inputs) => withStep(Number(textOf(inputs)), Number(step))
    const [, moment, part] = /^m(\d+)\.(local|gmt|epoch|rfc2822)$/.exec(name) ?? []
    return part === undefined ? textOf : rememberSecond(textOf, Number(moment), part)
  }
}

/** Texts of whole seconds, which calls have in common. */
const secondTexts = new Map<string, Map<number, string>>()
const MOST_SECONDS = 4096

function rememberSecond<Inputs extends CommonInputs>(
  textOf: (inputs: Inputs) => string,
  moment: number,
  part: string,
): (inputs: Inputs) => string {
  const known = secondTexts.get(part) ?? new Map<number, string>()
  secondTexts.set(part, known)
  return (inputs) => {
    const second = Math.floor((inputs.momentsUs[moment] ?? 0) / 1e6)
    const found = known.get(second)
    if (found !== undefined) return found
    if (known.size >= MOST_SECONDS) known.clear()
    const text = textOf(inputs)
    known.set(second, text)
    return text
  }
}
