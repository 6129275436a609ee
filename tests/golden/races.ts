import { splitFrames } from './compare.ts'

const END =
  'the connection notices the end of its call at some turn of its loop: how many of the last events it has written ' +
  'by then is chance'

/**
 * Recordings in which some of the last events before the notice are missing that other runs of the same commands have.
 * The server under test may send all of them; what the recording has must come first and in its order. One that matches
 * without this must leave the list.
 */
export const RACES: Readonly<Record<string, string>> = {
  ...Object.fromEntries(['', '-plain', '-xml', '-JSON', '-bogus'].map((form) => [`myevents-live${form}`, END])),
  'commands-none': END,
}

const isNotice = (frame: string): boolean => frame.startsWith('Content-Type: text/disconnect-notice')
const isEvent = (frame: string): boolean => /^Content-Length: \d+\nContent-Type: text\/event-/.test(frame)

/** What was received without the events before its first notice that are more than expected. */
export function withoutRacingEvents(expected: string, received: string): string {
  const wanted = splitFrames(expected)
  const got = splitFrames(received)
  const notice = got.findIndex(isNotice)
  const place = wanted.findIndex(isNotice)
  if (place < 0 || notice <= place || !got.slice(place, notice).every(isEvent)) return received
  return [...got.slice(0, place), ...got.slice(notice)].join('')
}
