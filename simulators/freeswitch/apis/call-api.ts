import type { Calls } from '../calls/calls.ts'
import type { Leg } from '../calls/leg.ts'
import type { PlannedLeg } from '../planned-legs.ts'
import type { Api, ApiOutput } from './api.ts'

/** An API command that acts on one live leg, named by its first word. */
export interface LegApi {
  readonly name: string
  /** How many words there must be; with fewer it answers with its usage. @default 1 */
  readonly words?: number
  /** What it answers when there are too few words; undefined goes on as if the leg were unknown. */
  readonly usage?: string
  /** What it answers when there is no such leg. */
  readonly unknown: string | ((uuid: string, rest: string) => string)
  /** @param rest everything behind the uuid, without blanks at the ends */
  run(leg: Leg, rest: string, calls: Calls): ApiOutput
  /** The same for a leg of the traffic, which otherwise is unknown to the command. */
  runPlanned?(leg: PlannedLeg, rest: string, calls: Calls): ApiOutput
}

export const NO_SUCH_CHANNEL = '-ERR No such channel!\n'
export const NO_SESSION = '-ERR Cannot locate session!\n'
export const FAILED = '-ERR Operation failed\n'
export const OK = '+OK\n'
export const SUCCESS = '+OK Success\n'

/** Makes it an API command of a node. */
export function legApi(calls: Calls, { name, words = 1, usage, unknown, run, runPlanned }: LegApi): Api {
  return {
    name,
    run({ args }) {
      const given = args.split(/ +/).filter((word) => word !== '')
      if (given.length < words && usage !== undefined) return usage
      const [uuid = ''] = given
      const leg = calls.locate(uuid)
      const rest = args.slice(uuid.length).trim()
      if (leg !== undefined) return run(leg, rest, calls)
      const planned = runPlanned && calls.core.planned.locate(uuid)
      if (planned !== undefined) return runPlanned?.(planned, rest, calls)
      return typeof unknown === 'string' ? unknown : unknown(uuid, rest)
    },
  }
}
