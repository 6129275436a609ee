import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { drachtioModesl, modesl, type ModeslConnection, type ModeslPackage } from './modesl-api.ts'
import { createArrivals, type OutboundCall, type StartOutboundServer } from './outbound-server.ts'

export const startModeslServer: StartOutboundServer = () => start(modesl)
export const startDrachtioModeslServer: StartOutboundServer = () => start(drachtioModesl)

/** Port 0 means 8022 to both libraries: they get a server that listens already. */
async function start(library: ModeslPackage): ReturnType<StartOutboundServer> {
  const server = createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { arrived, next } = createArrivals()
  const ends = new Map<ModeslConnection, () => void>()
  const outbound = new library.Server({ server, myevents: true })
  outbound.on('connection::ready', (connection) => {
    const ended = new Promise<void>((resolve) => ends.set(connection, resolve))
    arrived(toCall(connection, ended))
  })
  outbound.on('connection::close', (connection) => ends.get(connection)?.())
  return {
    port: (server.address() as AddressInfo).port,
    next,
    async [Symbol.asyncDispose]() {
      const closed = once(server, 'close')
      for (const connection of ends.keys()) connection.disconnect()
      outbound.close()
      await closed
    },
  }
}

function toCall(connection: ModeslConnection, ended: Promise<void>): OutboundCall {
  const uuid = connection.getInfo().getHeader('Unique-ID') ?? ''
  connection.on('error', () => {})
  return {
    uuid,
    ended,
    execute: (application, argument) =>
      new Promise((resolve) => connection.execute(application, argument, uuid, (event) => resolve(event.getHeader('Application') ?? ''))),
    hangUp: () => connection.send('sendmsg', { 'call-command': 'hangup', 'hangup-cause': 'NORMAL_CLEARING' }),
  }
}
