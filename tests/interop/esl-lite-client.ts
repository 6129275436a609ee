import { FreeSwitchClient, type FreeSwitchEventData } from 'esl-lite'
import { waitUntil } from '../../harness/lifecycle/wait-until.ts'
import { ANSWER_MS, type ConnectClient } from './client.ts'

type Logger = ConstructorParameters<typeof FreeSwitchClient>[0]['logger']

const silence = (): void => {}
/** A logger that says nothing. */
export const SILENT = { trace: silence, debug: silence, info: silence, warn: silence, error: silence, child: () => SILENT } as unknown as Logger

/** The library offers `filter` to subclasses only. */
class FilteringClient extends FreeSwitchClient {
  async filter(header: string, value: string): Promise<string> {
    return replyOf(await this.send(`filter ${header} ${value}`, {}, undefined, ANSWER_MS))
  }
}

/** esl-lite offers no api, connects again by itself and repeats its subscriptions. */
export const connectEslLite: ConnectClient = async ({ host, port, password }) => {
  const client = new FilteringClient({ host, port, password, logger: SILENT })
  let events = 0
  const logins = (): bigint => client.stats.authRequest
  /** Each login is followed by one `event` per subscription; the answer to a command of ours comes behind theirs. */
  const settled = async (count: bigint): Promise<void> => {
    await waitUntil('esl-lite logs in', () => logins() >= count, { withinMs: ANSWER_MS })
    await client.nolog(ANSWER_MS)
  }
  await settled(1n)
  let seen = logins()
  return {
    get events() {
      return events
    },
    errors: [],
    async subscribe() {
      client.on('ALL', () => void events++)
      await client.nolog(ANSWER_MS)
    },
    api: () => undefined,
    async bgapi(command) {
      const outcome = await client.bgapi(command, ANSWER_MS)
      if (outcome instanceof Error) throw outcome
      const { response } = outcome.body
      return typeof response === 'string' ? response : JSON.stringify(response)
    },
    async execute(uuid, application, argument) {
      const outcome = await client.command_uuid(uuid, application, argument, ANSWER_MS)
      if (outcome instanceof Error) throw outcome
      const { Application: ran } = outcome.body.data
      return typeof ran === 'string' ? ran : JSON.stringify(ran)
    },
    hangUp: async (uuid) => replyOf(await client.hangup_uuid(uuid, 'NORMAL_CLEARING', ANSWER_MS)),
    filter: (header, value) => client.filter(header, value),
    async reconnect() {
      await settled(seen + 1n)
      seen = logins()
    },
    async [Symbol.asyncDispose]() {
      client.end()
    },
  }
}

function replyOf(outcome: FreeSwitchEventData | Error): string {
  if (outcome instanceof Error) throw outcome
  return outcome.headers.replyText ?? ''
}
