/** Sends back whatever it gets: POSTs as they came, ESL text as text. */
import { acceptSubscribers, post, subscribeToNodes, takePosts, webhooks } from './doors.mjs'

const subscribers = []
const send = (text) => {
  for (const subscriber of subscribers) subscriber(text)
  for (const url of webhooks) post(url, text)
}
takePosts(send)
acceptSubscribers((subscriber) => subscribers.push(subscriber), (octets, socket) => socket.write(octets))
subscribeToNodes(send)
