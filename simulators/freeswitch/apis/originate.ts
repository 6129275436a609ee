import type { Calls } from '../calls/calls.ts'
import { originate } from '../calls/originate.ts'
import { parseOriginate } from '../calls/originate-request.ts'
import type { Api } from './api.ts'

const USAGE =
  '-USAGE: <call url> <exten>|&<application_name>(<app_args>) [<dialplan>] [<context>] [<cid_name>] [<cid_num>] ' +
  '[<timeout_sec>]\n'

/** `originate`: answers when the call is answered, or has failed. */
export const originateApi = (calls: Calls): Api => ({
  name: 'originate',
  run({ args }) {
    const request = parseOriginate(args)
    if (request === undefined) return USAGE
    return originate(calls, request).then((outcome) =>
      outcome.kind === 'answered' ? `+OK ${outcome.leg.channel.uuid}\n` : `-ERR ${outcome.cause}\n`,
    )
  },
})
