import { describe, expect, test } from 'vitest'
import { comparableFrames, firstDifference, splitFrames } from './golden/compare.ts'
import { loadTranscripts, type Transcript } from './golden/transcript.ts'
import { UUID, VOLATILE_VALUES } from './golden/volatile.ts'

/** Recordings that together have every kind of frame and format. */
const SAMPLES = [
  'bgapi-plain', 'bgapi-json', 'bgapi-xml', 'sendevent-array-plain', 'sendevent-array-json', 'sendevent-dup-xml',
  'log-data-frame', 'api-status', 'api-json-status', 'userauth-ok-limited', 'acl-rejection', 'api-unknown',
]

describe('firstDifference()', () => {
  test.each(SAMPLES)('sees every octet of %s that is not volatile', (name) => {
    const stream = received(name)
    const blind: number[] = []
    for (let at = 0; at < stream.length; at++) {
      const flipped = flip(stream, at)
      if (firstDifference(stream, flipped) === undefined && !isVolatile(stream, at)) blind.push(at)
    }
    expect(blind.map((at) => stream.slice(Math.max(0, at - 20), at + 20))).toEqual([])
  })

  test.each(['transcripts', 'outbound'] as const)('sees octets of all recordings of %s that are not volatile', (folder) => {
    const blind: string[] = []
    for (const transcript of loadTranscripts(folder)) {
      const stream = streamOf(transcript)
      if (stream.length > LONGEST) continue
      for (let at = transcript.name.length % STRIDE; at < stream.length; at += Math.max(STRIDE, stream.length >> 3)) {
        if (firstDifference(stream, flip(stream, at)) !== undefined || isVolatileInFrame(stream, at)) continue
        blind.push(`${transcript.name}: ${JSON.stringify(stream.slice(Math.max(0, at - 20), at + 20))}`)
      }
    }
    expect(blind).toEqual([])
  })

  test.each(SAMPLES)('sees %s only as equal to itself when an octet is missing or too many', (name) => {
    const stream = received(name)
    expect(firstDifference(stream, stream)).toBeUndefined()
    expect(firstDifference(stream, stream.slice(0, -1))).toContain('frame')
    expect(firstDifference(stream, `${stream}x`)).toContain('frame')
  })

  test('compares which uuids are equal', () => {
    const a = '11111111-1111-4111-8111-111111111111'
    const b = '22222222-2222-4222-8222-222222222222'
    expect(firstDifference(`+OK ${a} ${a}\n\n`, `+OK ${b} ${b}\n\n`)).toBeUndefined()
    expect(firstDifference(`+OK ${a} ${a}\n\n`, `+OK ${a} ${b}\n\n`)).toContain('[uuid 2]')
  })

  test('leaves out what VOLATILE_VALUES names', () => {
    const frame = (body: string): string => `Content-Length: ${body.length}\n\n${body}`
    const [earlier, later] = [frame('A: 1\nEvent-Sequence: 7\n\n'), frame('A: 1\nEvent-Sequence: 1234\n\n')]
    expect(comparableFrames(earlier)).toEqual(comparableFrames(later))
  })
})

/** Octets between two looks at a recording, at least, and the longest one that is looked at. */
const STRIDE = 13
const LONGEST = 300_000

function received(name: string): string {
  const transcript = loadTranscripts().find((candidate) => candidate.name === name)
  return transcript === undefined ? '' : streamOf(transcript)
}

const streamOf = ({ steps }: Transcript): string => steps.map((step) => (step.kind === 'recv' ? step.octets : '')).join('')

function flip(stream: string, at: number): string {
  return stream.slice(0, at) + String.fromCharCode(stream.charCodeAt(at) ^ 1) + stream.slice(at + 1)
}

/** The same for an octet of a stream: some values are volatile by their place in a frame. */
function isVolatileInFrame(stream: string, at: number): boolean {
  let start = 0
  for (const frame of splitFrames(stream)) {
    if (at < start + frame.length) return isVolatile(frame, at - start)
    start += frame.length
  }
  return false
}

/** Whether an octet lies in a value that the table or the numbering of uuids leaves out. */
function isVolatile(stream: string, at: number): boolean {
  return [...VOLATILE_VALUES.map(({ pattern }) => pattern), UUID].some((pattern) => {
    return [...stream.matchAll(pattern)].some((match) => {
      const start = match.index + (match.groups?.['keep1']?.length ?? 0)
      return at >= start && at < match.index + match[0].length - (match.groups?.['keep2']?.length ?? 0)
    })
  })
}
