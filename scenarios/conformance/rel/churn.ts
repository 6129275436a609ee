/** REL-07: Descriptors and memory return to base after churn. */
import { claim, defineCheck, type Judgement, type Rig, unknown } from '../../../harness/index.ts'
import { inMib, MIB } from '../mib.ts'

const ROUNDS = 3
/** Most that the last round may leave behind compared with the first. */
const MORE_DESCRIPTORS = 10
const MORE_MEMORY = 20 * MIB
/** A heap that grows until it has found its size stops then, a leak does not: it is given so many stretches of rounds. */
const STRETCHES = 3
/** How long descriptors and memory may take to come back after the last round of all. */
const BACK_MS = 30_000
/** How long they are looked at before further rounds tell more than waiting does. */
const LOOK_MS = 2000

export const churn = defineCheck({
  id: 'rel/churn',
  title: 'leaks',
  requirements: ['REL-07'],
  needs: ['process-statistics', 'websocket', 'http-post'],
  wiring: { fresh: true, nodes: 1 },
  waits: true,
  seconds: 20,
  deadlineSeconds: 180,
  stimulus: `${ROUNDS} rounds of 300 websocket connections, 3 links to FreeSWITCH, 300 aborted POSTs and 50 refused webhooks; up to ${STRETCHES} times as many while memory still grows`,
  expectation: `after the last round descriptors are at most ${MORE_DESCRIPTORS} and memory at most 20 MiB above those ${ROUNDS - 1} rounds before, within 30 s`,
  mutants: ['M50'],
  async run(rig) {
    await disturb(rig)
    let first = await quietReading(rig, undefined, LOOK_MS / 2)
    let last = first
    for (let stretch = 1; stretch <= STRETCHES; stretch++) {
      if (stretch > 1) first = last
      for (let round = 1; round < ROUNDS; round++) await disturb(rig)
      last = await quietReading(rig, first, LOOK_MS)
      if (isBack(last, first)) break
      const isFinal = stretch === STRETCHES || !isWithin(last.descriptors, first.descriptors, MORE_DESCRIPTORS)
      if (!isFinal) continue
      last = await quietReading(rig, first, BACK_MS)
      break
    }
    return [
      judge('descriptors', first.descriptors, last.descriptors, MORE_DESCRIPTORS, (count) => String(count)),
      judge('memory', first.residentBytes, last.residentBytes, MORE_MEMORY, inMib),
      ...(await rig.trial(rig.ingress, () => undefined)).judge(),
    ]
  },
})

interface Reading {
  readonly descriptors: number | undefined
  readonly residentBytes: number | undefined
}

async function disturb(rig: Rig): Promise<void> {
  for (let batch = 0; batch < 3; batch++) {
    const clients = await Promise.all(Array.from({ length: 100 }, () => rig.subscribe()))
    for (const client of clients) client.reset()
  }
  const node = rig.profile.capabilities.in.includes('esl-inbound') ? rig.esl() : undefined
  for (let cut = 0; node && cut < 3; cut++) {
    const links = node.links.length
    node.link.reset()
    await node.relinked(links, rig.limits.reconnectMs)
  }
  for (let aborted = 0; aborted < 300; aborted++) {
    const connection = rig.ingress.open()
    await connection.send(['POST /events HTTP/1.1\r\nHost: x\r\nContent-Length: 200\r\n\r\nclass=call'])
    connection.reset()
  }
  const [sink] = rig.webhooks
  sink?.behave({ kind: 'reset-on-accept' })
  for (let refused = 0; sink && refused < 50; refused++) await rig.ingress.mark(rig.tag())
  sink?.behave({ kind: 'answer', status: 204 })
  await rig.trial(rig.ingress, () => undefined, { withinMs: rig.limits.webhookTimeoutMs + rig.limits.deliverMs })
}

/** The least of several looks: garbage that is not collected yet is no leak. */
async function quietReading(rig: Rig, base: Reading | undefined, mostMs: number): Promise<Reading> {
  let least: Reading = { descriptors: undefined, residentBytes: undefined }
  const look = (): boolean => {
    const usage = rig.bridge.usage()
    if (usage) least = { descriptors: min(least.descriptors, usage.descriptors), residentBytes: min(least.residentBytes, usage.residentBytes) }
    return base !== undefined && isBack(least, base)
  }
  await rig.until(look, mostMs)
  return least
}

const min = (a: number | undefined, b: number): number => (a === undefined ? b : Math.min(a, b))
const isBack = (now: Reading, base: Reading): boolean => isWithin(now.descriptors, base.descriptors, MORE_DESCRIPTORS) && isWithin(now.residentBytes, base.residentBytes, MORE_MEMORY)
const isWithin = (now: number | undefined, base: number | undefined, more: number): boolean => now !== undefined && base !== undefined && now <= base + more

function judge(what: string, first: number | undefined, last: number | undefined, more: number, text: (value: number) => string): Judgement {
  const expected = `${what} after ${ROUNDS - 1} more rounds at most ${text(more)} above what it was`
  if (first === undefined || last === undefined) return unknown(expected, `${what} could not be read`)
  return claim(last <= first + more, expected, `${text(first)}, then ${text(last)}`)
}
