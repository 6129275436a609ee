import { xmlText } from '../codec/xml-text.ts'
import type { LegApi } from './call-api.ts'

/** `uuid_buglist <uuid>`: what listens to a leg; of a leg that is not there it says nothing. */
export const uuidBuglist: LegApi = {
  name: 'uuid_buglist',
  usage: '-USAGE: <uuid>\n',
  unknown: '',
  run({ recordings, displaced, toneListener }) {
    const bugs = [
      ...[...recordings.keys()].map((target) => ({ function: 'session_record', target })),
      ...(toneListener === undefined ? [] : [{ function: 'tone_detect', target: toneListener }]),
      ...[...displaced].map((target) => ({ function: 'displace', target })),
    ]
    const elements = bugs.map(
      (bug) =>
        ` <media-bug>\n  <function>${bug.function}</function>\n  <target>${xmlText(bug.target)}</target>\n` +
        '  <thread-locked>0</thread-locked>\n </media-bug>\n',
    )
    return `<media-bugs>\n${elements.join('')}</media-bugs>\n`
  },
}
