import { attend } from '../calls/attend.ts'
import { recordStart, recordStop } from '../channel/record.ts'
import { atoi } from '../codec/c-text.ts'
import type { Application } from './application.ts'

const SAMPLES_PER_MS = 8
const OCTETS_PER_SAMPLE = 2
/** A WAVE file's head. */
const HEAD_OCTETS = 44

/** `record <file> [<seconds> [<threshold> [<silence>]]]`: nothing is written; the events are those of a recording. */
export const record: Application = {
  name: 'record',
  async run({ leg, data }) {
    const { core, stage } = leg.calls
    const [path = '', limit = ''] = data.split(/ +/)
    const seconds = atoi(limit)
    const startedUs = core.epochUs()
    recordStart(stage, leg.channel, path)
    await attend(leg, { endsOnDigit: true, ...(seconds > 0 && { ms: seconds * 1000 }) })
    const ms = Math.floor((core.epochUs() - startedUs) / 1000)
    recordStop(stage, leg.channel, path, {
      size: String(HEAD_OCTETS + ms * SAMPLES_PER_MS * OCTETS_PER_SAMPLE),
      seconds: String(Math.floor(ms / 1000)),
      milliseconds: String(ms),
      samples: String(ms * SAMPLES_PER_MS),
    })
  },
}
