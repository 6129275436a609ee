import { equal } from '../check.ts'
import { type OctetsBetween, startPausedReader } from '../paused-reader.ts'
import { defineRow, type Stage } from '../row.ts'

/** What lies between an Event Socket and a client that reads nothing. */
interface Backlog extends OctetsBetween {
  /** Events fired since it stopped reading. */
  readonly fired: number
  /** Events in the queue of the listener. */
  readonly queued: number
  readonly frameOctets: number
  /** Octets of events that the client had once it read on. */
  readonly readAtLast: number
}

const EVENTS = 12_000

const backlogOf = ({ queued, frameOctets }: Backlog, octets: number): number => queued + octets / frameOctets

export const eslBacklog = defineRow<Backlog, number>({
  name: 'esl-backlog',
  must: 'the backlog of a reader that stands still is the number of events written',
  seconds: 2,
  observe: observeBacklog,
  formula: (backlog) => backlogOf(backlog, backlog.pending + backlog.tx + backlog.rx),
  wrong: [
    { name: "the listener's queue alone", of: (backlog) => backlogOf(backlog, 0) },
    { name: "the kernel's buffers left out", of: (backlog) => backlogOf(backlog, backlog.pending) },
    { name: "the client's receive buffer left out", of: (backlog) => backlogOf(backlog, backlog.pending + backlog.tx) },
    { name: 'a buffer that is half written counted whole', of: (backlog) => backlogOf(backlog, backlog.writable + backlog.tx + backlog.rx) },
  ],
  checks: (events, { fired, frameOctets, readAtLast }) => [
    equal('backlog, events', events, fired),
    equal('events read once it goes on', readAtLast / frameOctets, fired),
  ],
  specimen: () => ({ fired: EVENTS, queued: 9666, frameOctets: 1800, pending: 500 * 1800 + 700, writable: 600 * 1800, tx: 1000 * 1800, rx: 834 * 1800 - 700, readAtLast: EVENTS * 1800 }),
})

async function observeBacklog({ signal }: Stage) {
  await using reader = await startPausedReader({}, signal)
  reader.fire(EVENTS)
  const octets = await reader.settled()
  const { queued } = reader.listener.stats
  await reader.read(EVENTS * reader.frameOctets)
  return { evidence: { fired: EVENTS, queued, frameOctets: reader.frameOctets, ...octets, readAtLast: reader.octetsRead }, sick: [] }
}
