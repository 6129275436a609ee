import { setTimeout as delay } from 'node:timers/promises'
import { executeApi } from '../../simulators/freeswitch/apis/api.ts'
import type { Calls } from '../../simulators/freeswitch/calls/calls.ts'
import { createCalls } from '../../simulators/freeswitch/calls/create-calls.ts'
import { createSwitch } from '../../simulators/freeswitch/switch.ts'
import type { SwitchCore } from '../../simulators/freeswitch/switch-core.ts'
import { FIGURES, IDENTITY } from './replay.ts'

/** What a live flow is told to do. */
export interface LiveNode {
  readonly core: SwitchCore
  readonly calls: Calls
  /** Runs an API command and resolves with its output. */
  api(line: string): Promise<string>
  /** Resolves when so many events were fired. */
  untilEvents(count: number): Promise<void>
  /** All frames so far, one stream. */
  readonly stream: string
}

const DEADLINE_MS = 10_000
const POLL_MS = 5

/** A node whose events are written down as a plain listener of everything but API events gets them. */
export function startLiveNode(): LiveNode {
  const core = createSwitch({
    identity: IDENTITY,
    globals: { domain: '127.0.0.1' },
    tables: { rows: () => [], figures: FIGURES },
  })
  const calls = createCalls(core)
  const frames: string[] = []
  core.attach({
    hasEvents: true,
    offer(event) {
      if (event.header('Event-Name') === 'API') return false
      const target = Buffer.alloc(event.frameLimit('plain'))
      frames.push(target.toString('latin1', 0, event.writeFrame('plain', target, 0)))
      return true
    },
    offerLog: () => undefined,
    flush: () => undefined,
    disconnect: () => undefined,
  })
  return {
    core,
    calls,
    async api(line) {
      const [command = '', ...words] = line.split(' ')
      return (await executeApi(core, command, words.join(' '))) ?? ''
    },
    async untilEvents(count) {
      const deadline = Date.now() + DEADLINE_MS
      while (frames.length < count && Date.now() < deadline) await delay(POLL_MS)
    },
    get stream() {
      return frames.join('')
    },
  }
}
