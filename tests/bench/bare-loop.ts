import type { Socket } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import type { PostTarget } from '../../simulators/softswitch/codec/http-request.ts'
import { connectTcp } from '../../simulators/softswitch/connect.ts'

export interface BareLoopOptions {
  readonly body: string
  readonly connections: number
  readonly seconds: number
}

/**
 * POSTs per second of a loop that does nothing else: it writes the same request again on each connection whose reply
 * has come. What any program can reach on the sockets of Node.
 * @throws Error when the server answers with anything but replies of one length with status 204
 */
export async function runBareLoop(target: PostTarget, options: BareLoopOptions): Promise<number> {
  const request = target.render(options.body)
  let [replies, replyOctets] = [0, 0]
  let broken: Error | undefined
  const open = (): Promise<Socket> =>
    new Promise((resolve, reject) => {
      const socket = connectTcp({
        host: target.host,
        port: target.port,
        localAddress: undefined,
        onReady: () => resolve(socket),
        onData(bytes) {
          if (replyOctets === 0 && bytes.toString('latin1', 0, 13) === 'HTTP/1.1 204 ') replyOctets = bytes.length
          if (bytes.length !== replyOctets) broken ??= new Error('Cannot trust the bench as a reply was another')
          replies++
          socket.write(request, 'latin1')
        },
      })
      socket.on('error', reject)
    })
  const sockets = await Promise.all(Array.from({ length: options.connections }, open))
  const fromMs = performance.now()
  for (const socket of sockets) socket.write(request, 'latin1')
  await delay(options.seconds * 1000)
  const perSecond = (replies / (performance.now() - fromMs)) * 1000
  for (const socket of sockets) socket.destroy()
  if (broken !== undefined) throw broken
  return perSecond
}
