import type { Api } from './api.ts'

/** `strepoch [<date>]`: seconds of Unix time, of now or of a local date. */
export const strepoch: Api = {
  name: 'strepoch',
  run({ core, args }) {
    const ms = args === '' ? core.epochUs() / 1000 : Date.parse(args.replace(' ', 'T'))
    return String(Number.isNaN(ms) ? 0 : Math.floor(ms / 1000))
  },
}
