// A bridge in little: takes POSTs, sends each event to every websocket client and webhook. With a seed it does to some
// deliveries, chosen by the event and the receiver alone, what a bad bridge does, and keeps the book of what it did:
// it writes it to a file when it is told to end. Settings, JSON in the first argument:
// { ingress, websocket, webhooks: [url], book, seed, lateWithinMs }.
import { createHash } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { Agent, createServer, request } from 'node:http'
import { WebSocketServer } from 'ws'

const settings = JSON.parse(process.argv[2])
const LATE_MS = 5600
/** Shares of deliveries, one after the other. */
const MISDEEDS = [
  ['lose', 0.02],
  ['repeat', 0.02],
  ['delay', 0.01],
  ['overtake', 0.03],
  ['invent', 0.01],
]

/** Steps that each call has had so far. */
const steps = new Map()
const receivers = []
for (const url of settings.webhooks) addReceiver('webhook', webhookOf(url))
let firstAt

function addReceiver(kind, send) {
  const book = { kind, expected: 0, lost: 0, late: 0, duplicate: 0, reordered: 0, unexpected: 0 }
  receivers.push({ send, book, name: `${kind} ${receivers.length}`, highest: new Map(), held: new Map(), owed: new Set() })
}

/** Posts one after the other on one connection, so that they arrive in the order in which they were sent. */
function webhookOf(url) {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  return (fields) => {
    const body = new URLSearchParams(fields).toString()
    const headers = { 'content-type': 'application/x-www-form-urlencoded', 'content-length': Buffer.byteLength(body) }
    const post = request(url, { method: 'POST', agent, headers }, (response) => response.resume())
    post.on('error', () => {})
    post.end(body)
  }
}

function take(fields) {
  firstAt ??= performance.now()
  const isEntity = ['call', 'registration', 'message'].includes(fields.class)
  const entity = fields.uniqueid ?? fields.contact ?? fields.body ?? ''
  const step = steps.get(entity) ?? 0
  if (isEntity) steps.set(entity, step + 1)
  for (const receiver of receivers) {
    if (isEntity) deliver(receiver, { fields, entity, step })
    else receiver.send(fields)
  }
}

function deliver(receiver, event) {
  const { book, held, owed } = receiver
  const key = `${event.entity} ${event.step}`
  book.expected++
  owed.add(key)
  const misdeed = settings.seed === undefined ? undefined : misdeedOf(receiver, event, key)
  const before = held.get(event.entity)
  if (misdeed === 'overtake') held.set(event.entity, event)
  else if (misdeed === 'delay') setTimeout(sendFirst, LATE_MS, receiver, event, true)
  else if (misdeed !== 'lose') sendFirst(receiver, event)
  if (misdeed === 'repeat') {
    receiver.send(event.fields)
    book.duplicate++
  }
  if (misdeed === 'invent') {
    receiver.send({ ...event.fields, uniqueid: stranger(event.fields.uniqueid) })
    book.unexpected++
  }
  // What was held back goes out behind the next event of its call.
  if (before === undefined) return
  if (misdeed !== 'overtake') held.delete(event.entity)
  sendFirst(receiver, before)
}

/** The first copy of an event. */
function sendFirst({ send, book, highest, owed }, { fields, entity, step }, isLate = false) {
  owed.delete(`${entity} ${step}`)
  if (isLate) book.late++
  const top = highest.get(entity) ?? -1
  if (step < top) book.reordered++
  highest.set(entity, Math.max(top, step))
  send(fields)
}

function misdeedOf({ name }, { fields }, key) {
  let chance = createHash('sha256').update(`${settings.seed} ${name} ${key}`).digest().readUInt32BE(0) / 2 ** 32
  for (const [misdeed, share] of MISDEEDS) {
    chance -= share
    if (chance >= 0) continue
    if (misdeed === 'delay' && performance.now() - firstAt > settings.lateWithinMs) return undefined
    const needsCall = misdeed === 'overtake' || misdeed === 'invent'
    return needsCall && fields.class !== 'call' ? undefined : misdeed
  }
  return undefined
}

/** The same identity of another run. */
const stranger = (id) => id.replace(/^\d/, (digit) => String((Number(digit) + 1) % 10))

createServer((incoming, response) => {
  let text = ''
  incoming.setEncoding('utf8').on('data', (some) => (text += some))
  incoming.on('error', () => {})
  incoming.on('end', () => {
    response.writeHead(204).end()
    if (incoming.method === 'POST') take(Object.fromEntries(new URLSearchParams(text)))
  })
}).listen(settings.ingress, '127.0.0.1')

new WebSocketServer({ port: settings.websocket, host: '127.0.0.1', perMessageDeflate: false }).on('connection', (socket) => {
  socket.on('error', () => {})
  addReceiver('websocket', (fields) => socket.send(JSON.stringify(fields)))
})

process.once('SIGTERM', () => {
  for (const { book, owed } of receivers) book.lost = owed.size
  if (settings.book !== undefined) writeFileSync(settings.book, JSON.stringify(receivers.map(({ book }) => book)))
  process.exit()
})
