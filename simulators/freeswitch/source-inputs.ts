import type { CallPlan } from '../traffic/call-plan.ts'
import type { SwitchIdentity } from './bus.ts'
import type { FlowInputs } from './flows/flow-inputs.ts'

/** Session numbers have seven digits, so that what is made of them has a fixed width; they repeat after that many. */
const FIRST_SESSION = 1_000_000
const SESSIONS = 8_999_000
/** Session numbers that one call takes at most: one for each leg. */
const SESSIONS_PER_CALL = 4

/** Text as the Event Socket carries it: UTF-8, one character per octet. */
export const toBinary = (text: string): string => Buffer.from(text, 'utf8').toString('latin1')

/** The same phone always has the same private address, and each address has fourteen characters. */
export function phoneIp(number: string): string {
  const value = Number(number)
  return `10.${threeDigits(value)}.${threeDigits(value / OCTETS)}.${threeDigits(value / OCTETS ** 2)}`
}

/** Values of an octet that have three digits. */
const OCTETS = 156

const threeDigits = (value: number): number => 100 + (Math.floor(value) % OCTETS)

/**
 * What flow values are calculated from, for one planned call.
 * @param momentsUs Unix time of each moment, as events show it
 */
export function toFlowInputs(
  identity: SwitchIdentity,
  { number, caller, callee, transferee }: CallPlan,
  legUuids: readonly string[],
  momentsUs: readonly number[],
): FlowInputs {
  return {
    identity,
    sequence: '0',
    legUuids,
    momentsUs,
    caller: { name: toBinary(caller.name), number: caller.number },
    callee: { number: callee.number },
    transferee: { number: transferee.number },
    session: FIRST_SESSION + ((number * SESSIONS_PER_CALL) % SESSIONS),
    phoneIps: [caller, callee, transferee].map((party) => phoneIp(party.number)),
  }
}
