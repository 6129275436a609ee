import { executeApi } from '../../simulators/freeswitch/apis/api.ts'
import { eventType } from '../../simulators/freeswitch/events/event-types.ts'
import { startFreeswitch, type StartedFreeswitch, type StartedNode } from '../../simulators/freeswitch/index.ts'
import { createClock, createOrigin } from '../../simulators/timing/clock.ts'
import { createTickPacer } from '../../simulators/timing/pacer.ts'
import { createCountingJournal } from '../../simulators/traffic/counting-journal.ts'
import type { Workload } from '../../simulators/traffic/workload.ts'

/** Calls of about a second, for one and a half seconds. */
const workload: Workload = {
  seed: 'clients',
  arrivals: { kind: 'constant', perSecond: 20 },
  warmupSeconds: 0,
  durationSeconds: 1.5,
  mix: {
    flows: { answered: 2, 'bridged-hangup-a': 1, busy: 1 },
    talkTime: { medianSeconds: 0.3, sigma: 0 },
    answerDelay: { medianSeconds: 0.2, sigma: 0 },
    registrations: { perSecond: 5, unregisterShare: 0.2, expireShare: 0.2 },
    messages: { perSecond: 5 },
  },
  freeswitchNodes: 1,
  softswitchMachines: 0,
  subscribers: 0,
  webhooks: 0,
}

const HEARTBEAT_SITE = { file: 'switch_core.c', function: 'send_heartbeat', line: 95 }

export interface NodeUnderTest extends AsyncDisposable {
  readonly node: StartedNode
  /** Event Socket events written to all connections so far. */
  sent(): number
  readonly finished: Promise<void>
  fireHeartbeat(): void
  /** Runs an API command on the node itself. */
  api(command: string, args: string): Promise<string>
  /** Makes a call that is answered and waits. @param application what the calling leg runs @returns its uuid */
  call(application?: string): Promise<string>
}

/**
 * A node whose traffic begins `leadMs` after its start.
 * @param faults what is to go wrong, as `parseFault()` reads it
 */
export async function startNodeUnderTest(leadMs: number, ...faults: readonly string[]): Promise<NodeUnderTest> {
  const journal = createCountingJournal()
  const freeswitch: StartedFreeswitch = await startFreeswitch({
    nodes: [{ source: 0 }],
    workload,
    runId: 1,
    clock: createClock(createOrigin(leadMs)),
    pacer: createTickPacer(),
    journalFor: () => journal,
    instruments: journal,
    faults,
  })
  const [node] = freeswitch.nodes
  if (node === undefined) throw new Error('Cannot test a client as the node must have started')
  const api = async (command: string, args: string): Promise<string> => {
    const output = (await executeApi(node.core, command, args)) ?? ''
    node.core.flush()
    return output
  }
  return {
    node,
    sent: () => node.stats.ended.sent + node.stats.open.reduce((sum, { sent }) => sum + sent, 0),
    finished: freeswitch.finished,
    fireHeartbeat() {
      const headers = node.core.baseHeaders('HEARTBEAT', HEARTBEAT_SITE)
      node.core.fireEvent({ type: eventType('HEARTBEAT'), subclass: undefined, headers, body: undefined })
      node.core.flush()
    },
    api,
    async call(application = 'park()') {
      const output = await api('originate', `loopback/9111/public &${application}`)
      if (!output.startsWith('+OK ')) throw new Error(`Cannot test a client as a call must be made: current value is ${JSON.stringify(output)}`)
      return output.slice('+OK '.length).trim()
    },
    [Symbol.asyncDispose]: () => freeswitch[Symbol.asyncDispose](),
  }
}
