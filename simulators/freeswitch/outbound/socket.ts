import type { Socket } from 'node:net'
import type { Application } from '../applications/application.ts'
import { createGate } from '../calls/gate.ts'
import { isReady, type Leg } from '../calls/leg.ts'
import { waitParked } from '../calls/wait-parked.ts'
import { isEnding } from '../channel/channel-state.ts'
import { setVariables } from '../channel/variables.ts'
import { LOG_ERR } from '../log.ts'
import { openControl } from './open-control.ts'
import { parseSocketData, type SocketTarget } from './socket-data.ts'

/**
 * `socket <host>:<port> [async] [full]`: connects to a client that controls the leg from then on (wire specification
 * 7). When nobody listens, and when the client has gone, the leg goes on in its dialplan.
 */
export const socket: Application = {
  name: 'socket',
  async run({ leg, data }) {
    const { targets, isAsync, isFull } = parseSocketData(data)
    const connection = await connectFirst(leg, targets)
    if (connection === undefined) return
    if (!isReady(leg)) return void connection.destroy()
    const connected = createGate()
    const control = openControl(leg, connection, { isAsync, isFull, onConnect: connected.open })
    if (isAsync) {
      await Promise.race([connected.opened, control.closed])
      // The leg waits for what its client says, until the client has gone; one that never spoke leaves it parked.
      if (isReady(leg)) await waitParked(leg, { isOver: () => control.wasConnected() && control.isClosed() })
    } else await control.closed
    if (leg.resumes && !isEnding(leg.channel.state)) leg.channel.state = 'RESET'
  },
}

async function connectFirst(leg: Leg, targets: readonly SocketTarget[]): Promise<Socket | undefined> {
  const { calls, channel } = leg
  for (const { host, port, path } of targets) {
    setVariables(channel.variables, { ...(path !== undefined && { socket_path: path }), socket_host: host })
    const connection = await calls.connect(host, port).catch(() => undefined)
    if (connection !== undefined) return connection
  }
  const message = 'Socket Error!\n'
  calls.core.log({ level: LOG_ERR, file: 'mod_event_socket.c', function: 'socket_function', line: 525, message })
  return undefined
}
