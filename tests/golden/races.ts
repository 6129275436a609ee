import { splitFrames } from './compare.ts'

/** Chance in a recording, and how what another run receives is brought to the recorded outcome before it is compared. */
export interface Race {
  readonly reason: string
  /** @returns `received`, changed only in what is chance */
  readonly align: (expected: string, received: string) => string
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

/** Recordings with a race in them. What is no chance must match. One that matches without this must leave the list. */
export const RACES: Readonly<Record<string, Race>> = {
  ...Object.fromEntries(['', '-plain', '-xml', '-JSON', '-bogus'].map((form) => [`myevents-live${form}`, END])),
  'commands-none': END,
  'log-and-events': TWO_QUEUES,
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
