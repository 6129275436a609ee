import { FreeSwitchServer, type FreeSwitchResponse } from 'esl'
import type { AddressInfo, Server } from 'node:net'
import { ANSWER_MS } from './client.ts'
import { createArrivals, type OutboundCall, type StartOutboundServer } from './outbound-server.ts'

const SILENT = { debug: () => {}, info: () => {}, error: () => {} }

export const startEslServer: StartOutboundServer = async () => {
  const { arrived, next } = createArrivals()
  const server = new FreeSwitchServer({ logger: SILENT })
  server.on('connection', (call, { uuid = '' }) => arrived(toCall(call, uuid)))
  server.on('error', () => {})
  await server.listen({ host: '127.0.0.1', port: 0 })
  // The library does not say which port it was given.
  const { __server: inner } = server as unknown as { readonly __server: Server }
  return {
    port: (inner.address() as AddressInfo).port,
    next,
    [Symbol.asyncDispose]: () => server.close(),
  }
}

function toCall(call: FreeSwitchResponse, uuid: string): OutboundCall {
  const ended = new Promise<void>((resolve) => call.once('cleanup_disconnect', resolve))
  return {
    uuid,
    ended,
    execute: async (application, argument) => (await call.command(application, argument, ANSWER_MS)).body['Application'] ?? '',
    hangUp: () => void call.hangup('NORMAL_CLEARING').catch(() => undefined),
  }
}
