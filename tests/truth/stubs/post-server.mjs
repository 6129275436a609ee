// Answers POSTs in a way that is known to the microsecond: it holds each for a while that it measures and reports, can
// freeze once, or serves by a virtual clock at a fixed capacity. Settings, JSON in the first argument:
// { holdMs, freeze: { afterMs, forMs } } or { perSecond }.
import { createServer } from 'node:net'

const { holdMs = 0, freeze, perSecond } = JSON.parse(process.argv[2] ?? '{}')
const REPLY = 'HTTP/1.1 204 No Content\r\n\r\n'
const now = () => process.hrtime.bigint()

/** What was asked and how long it was held: the timestamp of the event and microseconds. */
const holds = []
let frozen
let freeAt = 0
const waiting = []
let timer

createServer({ noDelay: true }, (socket) => {
  let text = ''
  socket.setEncoding('latin1')
  socket.on('error', () => socket.destroy())
  socket.on('data', (octets) => {
    text += octets
    for (let body = takeBody(); body !== undefined; body = takeBody()) serve(socket, body)
  })

  /** The body of the next complete request. */
  function takeBody() {
    const head = text.indexOf('\r\n\r\n')
    if (head < 0) return undefined
    const length = Number(/content-length: *(\d+)/i.exec(text.slice(0, head))?.[1] ?? 0)
    const end = head + 4 + length
    if (text.length < end) return undefined
    const body = text.slice(head + 4, end)
    text = text.slice(end)
    return body
  }
}).listen(0, '127.0.0.1', function listening() {
  tell({ port: this.address().port })
})

function serve(socket, body) {
  if (perSecond !== undefined) return queue(socket)
  if (freeze !== undefined && frozen === undefined) setTimeout(stop, freeze.afterMs).unref()
  if (freeze !== undefined) frozen ??= {}
  hold(socket, /timestamp=([\d.]+)/.exec(body)?.[1] ?? '', now())
}

/** A timer may fire too early: the reply goes out when the time is over, and not before. */
function hold(socket, key, from) {
  const heldMs = Number(now() - from) / 1e6
  if (heldMs < holdMs) return void setTimeout(hold, Math.max(1, Math.floor(holdMs - heldMs)), socket, key, from)
  const heldUs = Number(now() - from) / 1000
  socket.write(REPLY)
  holds.push([key, heldUs])
}

/** Nothing of this process moves meanwhile, its sockets included. */
function stop() {
  const from = now()
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, freeze.forMs)
  frozen = { fromNs: String(from), toNs: String(now()) }
}

/** One server of constant speed: a reply is due one service time behind the one before it, or behind its arrival. */
function queue(socket) {
  freeAt = Math.max(performance.now(), freeAt) + 1000 / perSecond
  waiting.push({ socket, dueMs: freeAt })
  timer ??= setInterval(answer, 1)
}

function answer() {
  const nowMs = performance.now()
  let due = 0
  while (due < waiting.length && waiting[due].dueMs <= nowMs) waiting[due++].socket.write(REPLY)
  waiting.splice(0, due)
}

process.on('message', () => tell({ holds, frozen, backlog: waiting.length }))

/** Whoever asked may have been stopped in the meantime. */
function tell(message) {
  if (process.connected) process.send(message)
}
process.on('disconnect', () => process.exit())
// Whoever started it ends it.
process.on('SIGINT', () => {})
process.on('SIGTERM', () => {})
