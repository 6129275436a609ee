import { splitFrames } from './compare.ts'

/** Chance in a recording, and how what another run receives is brought to the recorded outcome before it is compared. */
export interface Race {
  readonly reason: string
  /** @returns `received`, changed only in what is chance */
  readonly align: (expected: string, received: string) => string
  /** Whether what was received can be all: a cheap look at a long stream. @default true */
  readonly isComplete?: (expected: string, received: string) => boolean
}

const END: Race = {
  reason:
    'the connection notices the end of its call at some turn of its loop: how many of the last events it has written ' +
    'by then is chance',
  align: withoutRacingEvents,
}

const TWO_QUEUES: Race = {
  reason: 'log lines and events have a queue each, and a turn of 20 ms writes a log line first, even a later one',
  align: withLogsAsExpected,
}

/** Octets at the end of a stream that are looked at while more may come. */
const END_LENGTH = 30

const CUT: Race = {
  reason:
    'how much the buffers of the two kernels hold is chance, and so are the number of events before the end and the ' +
    'place of the cut in the last of them',
  align: withRecordedCut,
  isComplete: (expected, received) => received.endsWith(expected.slice(-END_LENGTH)),
}

/** Recordings with a race in them. What is no chance must match. One that matches without this must leave the list. */
export const RACES: Readonly<Record<string, Race>> = {
  ...Object.fromEntries(['', '-plain', '-xml', '-JSON', '-bogus'].map((form) => [`myevents-live${form}`, END])),
  'commands-none': END,
  'log-and-events': TWO_QUEUES,
  'listener-killed-lost-events': CUT,
}

const isNotice = (frame: string): boolean => frame.startsWith('Content-Type: text/disconnect-notice')
const isEvent = (frame: string): boolean => /^Content-Length: \d+\nContent-Type: text\/event-/.test(frame)
const isLog = (frame: string): boolean => frame.startsWith('Content-Type: log/data')

/**
 * What was received without the events before its first notice that are more than expected. What the recording has must
 * come first and in its order.
 */
function withoutRacingEvents(expected: string, received: string): string {
  const wanted = splitFrames(expected)
  const got = splitFrames(received)
  const notice = got.findIndex(isNotice)
  const place = wanted.findIndex(isNotice)
  if (place < 0 || notice <= place || !got.slice(place, notice).every(isEvent)) return received
  return [...got.slice(0, place), ...got.slice(notice)].join('')
}

/** What was received with its log lines, in their order, at the places where the recording has log lines. */
function withLogsAsExpected(expected: string, received: string): string {
  const got = splitFrames(received)
  const logs = got.filter(isLog)
  const others = got.filter((frame) => !isLog(frame))
  const aligned = splitFrames(expected).flatMap((frame) => (isLog(frame) ? logs.shift() : others.shift()) ?? [])
  return [...aligned, ...others, ...logs].join('')
}

/** The notice that follows on half of an event, and the headers before a cut that the recording has. */
const NOTICE = 'Content-Type: text/disconnect-notice\n'

/**
 * What was received without the events between the last reply and the cut one, and of that no more than the recording
 * has: it begins inside of a header's name. All events before must be whole.
 */
function withRecordedCut(expected: string, received: string): string {
  const frames = splitFrames(received)
  const first = frames.findIndex(isEvent)
  const last = frames.at(-1) ?? ''
  const recorded = splitFrames(expected)[first] ?? ''
  const [front = '', ...notice] = last.split(NOTICE)
  const start = front.indexOf(recorded.slice(0, recorded.indexOf(':')))
  const end = /"Event-Sequence":"\d+"/.exec(front)
  if (first < 0 || start < 0 || end === null || !frames.slice(first, -1).every(isWhole)) return received
  const cut = front.slice(start, end.index + end[0].length)
  return [...frames.slice(0, first), cut, ...notice.map((text) => NOTICE + text)].join('')
}

const isWhole = (frame: string): boolean => isEvent(frame) && frame.endsWith('}')
