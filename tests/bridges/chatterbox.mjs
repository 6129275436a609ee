/** Forwards POSTs well, so that its path is proven, and between them sends events that nobody sent. */
import { acceptSubscribers, post, subscribeToNodes, takePosts, webhooks } from './doors.mjs'

const subscribers = []
const send = (fields) => {
  const { machine, ...text } = fields
  for (const subscriber of subscribers) subscriber(JSON.stringify({ ...text, machine: Number(machine) }))
  for (const url of webhooks) post(url, new URLSearchParams(fields).toString())
}
let last = { class: 'call', event: 'start', timestamp: '1.000001', machine: '1', uniqueid: 'nobody', callid: 'nobody', asteriskid: 'nobody' }
takePosts((body) => {
  last = Object.fromEntries(new URLSearchParams(body))
  send(last)
})
acceptSubscribers((subscriber) => subscribers.push(subscriber))
subscribeToNodes((text) => {
  // Each event of a call becomes every event of a call.
  for (const [, uniqueid] of text.matchAll(/^Unique-ID: (.*)$/gm)) {
    for (const event of ['start', 'route', 'answer', 'end']) send({ ...last, event, uniqueid, callid: uniqueid, asteriskid: uniqueid })
  }
})
setInterval(() => send({ ...last, event: 'end' }), 20)
