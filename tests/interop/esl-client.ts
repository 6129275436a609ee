import { FreeSwitchClient, type FreeSwitchResponse } from 'esl'
import { ANSWER_MS, type ConnectClient } from './client.ts'

const SILENT = { debug: () => {}, info: () => {}, error: () => {} }

/** esl makes a new response object for each connection, and connects again by itself. */
export const connectEsl: ConnectClient = async (address) => {
  const client = new FreeSwitchClient({ ...address, logger: SILENT })
  const errors: unknown[] = []
  let ended = 0n
  let call: FreeSwitchResponse | undefined
  let arrive = (): void => {}
  const connected = (): Promise<void> => new Promise((resolve) => (arrive = resolve))
  client.on('error', (error) => void errors.push(error))
  client.on('connect', (next) => {
    ended += call?.stats.events ?? 0n
    call = next
    arrive()
  })
  const first = connected()
  client.connect()
  await first
  let back = connected()

  const current = (): FreeSwitchResponse => {
    if (call === undefined) throw new Error('Cannot use esl as it must be connected')
    return call
  }
  return {
    get events() {
      return Number(ended + current().stats.events)
    },
    errors,
    subscribe: async () => void (await current().event_json('ALL')),
    api: async (command) => (await current().api(command)).body,
    bgapi: async (command) => bodyOf((await current().bgapi(command)).body),
    execute: async (uuid, application, argument) =>
      (await current().command_uuid(uuid, application, argument, ANSWER_MS)).body['Application'] ?? '',
    hangUp: async (uuid) => replyOf((await current().hangup_uuid(uuid, 'NORMAL_CLEARING')).headers),
    filter: async (header, value) => replyOf((await current().filter(header, value)).headers),
    async reconnect() {
      await back
      back = connected()
    },
    async [Symbol.asyncDispose]() {
      client.end()
    },
  }
}

const replyOf = (headers: Readonly<Record<string, string | undefined>>): string => headers['Reply-Text'] ?? ''
const bodyOf = (body: Readonly<Record<string, string | undefined>>): string => body['_body'] ?? ''
