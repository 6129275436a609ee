/**
 * A bridge as one would write it in a day on `modesl` and `ws`: FreeSWITCH (inbound) and HTTP POST in, websocket and
 * webhooks out. It is here to be measured beside the reference bridge, so it works around nothing in its libraries.
 */
import { followNode } from './freeswitch.ts'
import { startIngress } from './ingress.ts'
import type { Fields } from './mapping.ts'
import { postWebhooks, startWebsockets, webhooksDone } from './outputs.ts'
import { settings } from './settings.ts'

const fail = (error: Error): void => {
  console.error(`Cannot listen: ${error.message}`)
  process.exit(1)
}

const websockets = startWebsockets()
const deliver = (fields: Fields): void => {
  websockets.deliver(fields)
  postWebhooks(fields)
}
const links = settings.nodes.map((node) => followNode(node, deliver))
const ingress = startIngress(deliver, () => links.every((link) => link.isUp()))
websockets.server.on('error', fail)
ingress.on('error', fail)

process.once('SIGTERM', () => {
  for (const link of links) link.close()
  ingress.close()
  for (const client of websockets.server.clients) client.close(1001)
  setTimeout(() => process.exit(0), 8_000)
  void webhooksDone().then(() => process.exit(0))
})
