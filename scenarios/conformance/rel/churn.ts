/** REL-07: Descriptors and memory return to base after churn. */
import { claim, defineCheck, type Judgement, type Rig, unknown } from '../../../harness/index.ts'

const ROUNDS = 3
/** Most that the last round may leave behind compared with the first. */
const MORE_DESCRIPTORS = 10
const MORE_MEMORY = 20 * 2 ** 20

export const churn = defineCheck({
  id: 'rel/churn',
  title: 'leaks',
  requirements: ['REL-07'],
  needs: ['process-statistics', 'websocket', 'http-post'],
  wiring: { fresh: true, nodes: 1 },
  exclusive: true,
  seconds: 10,
  deadlineSeconds: 120,
  stimulus: `${ROUNDS} rounds of 300 websocket connections, 3 links to FreeSWITCH, 300 aborted POSTs and 50 refused webhooks`,
  expectation: `after the last round descriptors are at most ${MORE_DESCRIPTORS} and memory at most 20 MiB above those after the first, within 30 s`,
  mutants: ['M50'],
  async run(rig) {
    const readings: Reading[] = []
    for (let round = 0; round < ROUNDS; round++) {
      await disturb(rig)
      readings.push(await quietReading(rig, readings[0]))
    }
    const [first] = readings
    const last = readings.at(-1)
    if (!first || !last) return []
    return [
      judge('descriptors', first.descriptors, last.descriptors, MORE_DESCRIPTORS, (count) => String(count)),
      judge('memory', first.residentBytes, last.residentBytes, MORE_MEMORY, (bytes) => `${Math.round(bytes / 2 ** 20)} MiB`),
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
async function quietReading(rig: Rig, base: Reading | undefined): Promise<Reading> {
  let least: Reading = { descriptors: undefined, residentBytes: undefined }
  const look = (): boolean => {
    const usage = rig.bridge.usage()
    if (usage) least = { descriptors: min(least.descriptors, usage.descriptors), residentBytes: min(least.residentBytes, usage.residentBytes) }
    return base !== undefined && isWithin(least.descriptors, base.descriptors, MORE_DESCRIPTORS) && isWithin(least.residentBytes, base.residentBytes, MORE_MEMORY)
  }
  await rig.until(look, base === undefined ? 1000 : 30_000)
  return least
}

const min = (a: number | undefined, b: number): number => (a === undefined ? b : Math.min(a, b))
const isWithin = (now: number | undefined, base: number | undefined, more: number): boolean => now !== undefined && base !== undefined && now <= base + more

function judge(what: string, first: number | undefined, last: number | undefined, more: number, text: (value: number) => string): Judgement {
  const expected = `${what} after round ${ROUNDS} at most ${text(more)} above round 1`
  if (first === undefined || last === undefined) return unknown(expected, `${what} could not be read`)
  return claim(last <= first + more, expected, `${text(first)}, then ${text(last)}`)
}
