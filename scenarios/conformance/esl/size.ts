/**
 * ESL-06: Events up to 1 MiB are handled; a larger announced length costs at most a bounded amount of memory and that link.
 * SEC-04: Size and time limits bound what unauthenticated or hostile peers can cost.
 */
import { channelCreate, claim, defineCheck, type EslNode, event, eventFrame, exactly, fact, type Judgement, type Leg, type Rig, unknown, withHeaders } from '../../../harness/index.ts'
import { inMib, MIB } from '../mib.ts'
import { cut } from './links.ts'

export const large = defineCheck({
  id: 'esl/large',
  title: '64 KiB and 1 MiB',
  requirements: ['ESL-06'],
  needs: ['esl-inbound'],
  wiring: 'shared',
  stimulus: 'a CHANNEL_CREATE with a variable of 64 KiB, then one that has 1 MiB altogether',
  expectation: 'both delivered',
  mutants: ['M08'],
  async run(rig) {
    const legs = [rig.leg(), rig.leg()] as const
    const trial = await rig.trial(rig.esl(), () => {
      const { format } = rig.esl()
      const sized = (leg: Leg, octets: number) => withHeaders(channelCreate(leg), { variable_large: 'x'.repeat(octets) })
      const rest = eventFrame(sized(legs[1], 1), format).length - 1
      rig.esl().inject(sized(legs[0], 64 * 1024), sized(legs[1], MIB - rest))
    })
    return trial.judge(...legs.map(({ uniqueid, callid }) => exactly(1, event('call/start', { uniqueid }), { callid })))
  },
})

/** Octets of an announced event that may be taken, or memory that it may cost. */
const BOUND = 64 * MIB
/** What the kernel holds on its own account besides. */
const IN_KERNEL = 16 * MIB
/** After which nothing more is offered. */
const STALL_MS = 10_000

const WRONG_LENGTHS = ['Content-Length: -1\n', 'Content-Length: abc\n', 'Content-Length: 10\nContent-Length: 20\n']

export const lengthAbsurd = defineCheck({
  id: 'esl/length-absurd',
  title: 'announced sizes',
  requirements: ['ESL-06', 'SEC-04'],
  needs: ['esl-inbound'],
  wiring: 'shared',
  seconds: 7,
  deadlineSeconds: 300,
  stimulus: 'events of -1, of abc, and of 10 and also 20 octets are announced; then one of 9999999999 octets, and 256 MiB of it are offered; the link is finished where the bridge keeps it',
  expectation: 'not more than 64 MiB are taken or cost; an event by the next link delivered each time',
  mutants: ['M34'],
  async run(rig) {
    const judgements: Judgement[] = []
    for (const lines of WRONG_LENGTHS) {
      const trial = await rig.trial(rig.esl(), () => cut(rig, () => announce(rig, lines)), { withinMs: rig.limits.reconnectMs })
      judgements.push(...trial.judge().map((judgement) => ({ ...judgement, expected: `${lines.trim().replace('\n', ', ')}: ${judgement.expected}` })))
    }
    const huge = await rig.trial(rig.esl(), async () => judgements.push(await offer(rig)), { withinMs: rig.limits.reconnectMs })
    return [...judgements, ...huge.judge()]
  },
})

/** Ends the link as a server that went mad would: whoever keeps it must find out. */
function announce(rig: Rig, lines: string): void {
  rig.esl().inject(Buffer.from(`${lines}Content-Type: text/event-${rig.esl().format}\n\n`, 'latin1'))
  rig.esl().link.finish()
}

async function offer(rig: Rig): Promise<Judgement> {
  const { link } = rig.esl()
  const before = rig.bridge.usage()?.residentBytes
  const [sent, links] = [link.sentOctets, rig.esl().links.length]
  rig.esl().inject(Buffer.from(`Content-Length: 9999999999\nContent-Type: text/event-${rig.esl().format}\n\n`, 'latin1'))
  const block = Buffer.alloc(MIB, 'A')
  const taken = (): number => Math.max(0, link.sentOctets - sent - link.pendingOctets - IN_KERNEL)
  let cost = 0
  for (let offered = 0; offered < 256 && link.closedAt === undefined && !(taken() > BOUND && cost > BOUND); offered++) {
    link.inject(block)
    if (!(await isTaken(rig, link))) break
    if (before !== undefined) cost = Math.max(cost, (rig.bridge.usage()?.residentBytes ?? 0) - before)
  }
  const seen = `${inMib(taken())} taken, memory grew by ${before === undefined ? 'an unknown amount' : inMib(cost)}`
  // A new link may be there already: the bridge dropped this one by itself.
  if (link.closedAt === undefined) link.reset()
  await rig.esl().relinked(links, rig.limits.reconnectMs)
  const expected = `at most ${inMib(BOUND)} taken, or as much memory`
  // What a machine that stands still takes away is time, neither octets nor memory.
  return taken() > BOUND && before === undefined ? unknown(expected, seen) : fact(claim(taken() <= BOUND || cost <= BOUND, expected, seen))
}

/** Waits until the last block is with the kernel or the link has ended; false when nothing more is taken. */
async function isTaken(rig: Rig, link: EslNode['link']): Promise<boolean> {
  const isDone = (): boolean => link.pendingOctets < MIB || link.closedAt !== undefined
  // A bridge that copies all that it has for each piece is slow, and takes it all the same.
  for (let left = Infinity; !isDone() && link.pendingOctets < left; ) {
    left = link.pendingOctets
    await rig.until(() => isDone() || link.pendingOctets < left, STALL_MS)
  }
  return isDone()
}
