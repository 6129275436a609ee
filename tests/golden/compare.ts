import { UUID, VOLATILE_VALUES } from './volatile.ts'

/**
 * Splits a stream into frames, without objection to one that is broken on purpose: a recording and a replay that are
 * equal are split alike. What is not complete stays as the last piece.
 */
export function splitFrames(stream: string): string[] {
  const frames: string[] = []
  let at = 0
  while (at < stream.length) {
    const headEnd = stream.indexOf('\n\n', at)
    const head = stream.slice(at, headEnd < 0 ? undefined : headEnd + 2)
    const length = Number(/^Content-Length: (\d+)$/im.exec(head)?.[1] ?? 0)
    const end = headEnd < 0 ? stream.length : headEnd + 2 + length
    frames.push(stream.slice(at, end))
    at = end
  }
  return frames
}

/** Frames in comparable form: volatile values replaced, and lengths as they are without them. */
export function comparableFrames(stream: string): string[] {
  const uuids = new Map<string, string>()
  return splitFrames(stream).map((frame) =>
    isComplete(frame) ? withLength(maskValues(frame, uuids)) : maskValues(frame, uuids),
  )
}

function maskValues(frame: string, uuids: Map<string, string>): string {
  let masked = frame
  for (const { pattern, what } of VOLATILE_VALUES) masked = masked.replace(pattern, `$<keep1>[${what}]$<keep2>`)
  return masked.replace(UUID, (uuid) => {
    const known = uuids.get(uuid) ?? `[uuid ${uuids.size + 1}]`
    uuids.set(uuid, known)
    return known
  })
}

function isComplete(frame: string): boolean {
  const body = frame.indexOf('\n\n') + 2
  const length = /^Content-Length: (\d+)$/m.exec(frame.slice(0, body))?.[1]
  return length !== undefined && Number(length) === frame.length - body
}

/** The split has used the declared length already; shown is that of the masked body. */
function withLength(frame: string): string {
  const body = frame.indexOf('\n\n') + 2
  return (
    frame.slice(0, body).replace(/^Content-Length: \d+$/m, `Content-Length: [${frame.length - body}]`) +
    frame.slice(body)
  )
}

/** The first frame in which two streams differ, or undefined. */
export function firstDifference(expected: string, actual: string): string | undefined {
  const expectedFrames = comparableFrames(expected)
  const actualFrames = comparableFrames(actual)
  const count = Math.max(expectedFrames.length, actualFrames.length)
  for (let i = 0; i < count; i++) {
    const [wanted, got] = [expectedFrames[i], actualFrames[i]]
    if (wanted !== got) return `frame ${i + 1}: expected ${show(wanted, got)}, got ${show(got, wanted)}`
  }
  return undefined
}

/** The neighbourhood of the first octet that differs. */
function show(text: string | undefined, other: string | undefined): string {
  if (text === undefined) return 'nothing'
  let at = 0
  while (at < text.length && text[at] === other?.[at]) at++
  return `${JSON.stringify(text.slice(Math.max(0, at - 60), at + 100))} at octet ${at}`
}
