import { MILESTONES, toAsteriskId, toUuid, type Identity, type Milestone } from '../../simulators/traffic/identity.ts'

/** Contract events as a bridge writes them, for tests and benches. */
export interface SampleEvent {
  readonly runId: number
  readonly identity: Identity
  readonly milestone: Milestone
  /** Unix time, microseconds. */
  readonly timestampUs?: number
  /** @default false */
  readonly asterisk?: boolean
}

const CLASS_OF: Readonly<Record<Milestone, string>> = {
  start: 'call',
  route: 'call',
  answer: 'call',
  end: 'call',
  register: 'registration',
  unregister: 'registration',
  expire: 'registration',
  receive: 'message',
  send: 'message',
}

type Fields = Readonly<Record<string, unknown>>

export function sampleFields({
  runId,
  identity,
  milestone,
  timestampUs = 1.7e15,
  asterisk = false,
}: SampleEvent): Fields {
  const id = asterisk ? toAsteriskId(runId, identity) : toUuid(runId, identity)
  const head = {
    class: CLASS_OF[milestone],
    event: milestone,
    timestamp: `${Math.floor(timestampUs / 1e6)}.${String(timestampUs % 1e6).padStart(6, '0')}`,
    machine: 1,
  }
  if (head.class === 'registration')
    return { ...head, user: '1001', host: 'pbx', contact: `<sip:1001@10.0.0.1;rinstance=${id}>`, expires: '300' }
  if (head.class === 'message') return { ...head, from: '1001', to: '1002', body: `See "event":"end" & ${id}` }
  return { ...head, asteriskid: id, uniqueid: id, callid: id, from: '12025550123', to: '12025550199' }
}

export const sampleJson = (event: SampleEvent): Buffer => Buffer.from(JSON.stringify(sampleFields(event)))

export const sampleForm = (event: SampleEvent): Buffer =>
  Buffer.from(
    new URLSearchParams(
      Object.entries(sampleFields(event)).map(([name, value]): [string, string] => [name, String(value)]),
    ).toString(),
  )

/** Any milestone, by its code. */
export const milestoneOf = (code: number): Milestone => {
  const name = MILESTONES[code]
  if (name === undefined || name === 'none')
    throw new RangeError(`Cannot name a milestone as its code must be 1 to 9: current value is ${code}`)
  return name
}
