import { expect } from 'vitest'
import { executeApi } from '../../apis/api.ts'
import { loggedIn, testSwitch } from '../../listener-fixture.ts'
import type { SwitchCore } from '../../switch-core.ts'
import type { Calls } from '../calls.ts'
import { createCalls } from '../create-calls.ts'

/** A switch whose calls are controlled, without a network. */
export interface Node {
  readonly core: SwitchCore
  readonly calls: Calls
  readonly api: (line: string) => Promise<string>
}

export function startNode(): Node {
  const core = testSwitch()
  const calls = createCalls(core)
  const api = async (line: string): Promise<string> => {
    const [command = '', ...words] = line.split(' ')
    return (await executeApi(core, command, words.join(' '))) ?? ''
  }
  return { core, calls, api }
}

/** Lets the threads of the legs run to their next wait. */
export const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 6; turn++) await new Promise((resolve) => setImmediate(resolve))
}

/** Makes a call, and gives the uuid of its leg when it is answered. */
export async function originate({ api }: Node, what: string): Promise<string> {
  const answer = await api(`originate ${what}`)
  expect(answer).toMatch(/^\+OK \S+\n$/)
  await settle()
  return answer.slice('+OK '.length).trim()
}

/** How long a busy machine may take. */
export const PATIENCE = { timeout: 10_000, interval: 10 }

/** A client that listens to these events. */
export async function subscribed({ core }: Node, events: string) {
  const connection = await loggedIn(core)
  connection.send(`event plain ${events}\n\n`)
  await connection.take()
  return { connection }
}
