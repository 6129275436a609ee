/**
 * Does to the harness whatever a peer can do. HOSTILITY says what: with `html` and `replies` events are forwarded, so that
 * the way is proven and more checks go on; with the others the harness gets nothing that it could use.
 */
import { createServer } from 'node:http'
import { createServer as createTcpServer, connect } from 'node:net'
import { deflateRawSync } from 'node:zlib'
import { acceptOf, frameOf, nodes, portOf, post, webhooks } from './doors.mjs'

const { HOSTILITY = '', LISTEN_HTTP = '', LISTEN_WEBSOCKET = '', PASSWORD = '' } = process.env
const MIB = 2 ** 20
const HTML = '<script>alert(1)</script><img src=x onerror=alert(2)>"\'&amp;\u202e\u001b[2J'
const is = (...kinds) => kinds.includes(HOSTILITY)

// What it prints is hostile too.
setInterval(() => process.stdout.write(`${HTML}\r\u001b]0;title\u0007${'x'.repeat(100_000)}\n`), 200).unref()

/** Sends something again and again as fast as it is taken. */
function stream(socket, octets) {
  const go = () => {
    while (!socket.destroyed && socket.writableLength < MIB) socket.write(octets)
  }
  socket.on('drain', go)
  go()
}

const drip = (socket, text) => {
  let at = 0
  const timer = setInterval(() => (socket.destroyed ? clearInterval(timer) : socket.write(text[at++ % text.length])), 200)
}

const subscribers = new Set()
const send = (fields) => {
  const hostile = is('html') ? { ...fields, ...Object.fromEntries(Object.keys(fields).filter((name) => !['class', 'event', 'timestamp', 'machine', 'uniqueid'].includes(name)).map((name) => [name, HTML])), [HTML]: HTML } : fields
  const { machine, ...text } = hostile
  // Written by hand: an object cannot have a __proto__ of its own, a text can.
  const json = `{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}},${JSON.stringify({ ...text, machine: Number(machine) }).slice(1)}`
  for (const socket of subscribers) socket.write(frameOf(json))
  for (const url of webhooks) post(url, `__proto__=polluted&__proto__%5Bpolluted%5D=true&${new URLSearchParams(hostile)}`)
}

/** What a subscriber gets once it has been accepted, or instead. */
const SUBSCRIBER = {
  'endless-handshake': (socket) => stream(socket, `X-Header: ${'h'.repeat(1000)}\r\n`),
  'slow-drip': (socket) => drip(socket, 'X-Slow: 1\r\n'),
  'huge-frames': (socket) => {
    const head = Buffer.alloc(10)
    head.writeUInt8(0x81, 0)
    head.writeUInt8(127, 1)
    head.writeBigUInt64BE(BigInt(16 * MIB), 2)
    socket.write(head)
    stream(socket, Buffer.alloc(MIB, 'a'))
  },
  'not-utf8': (socket) => stream(socket, frameOf(Buffer.from([0xff, 0xfe, 0xc0, 0x80, 0xed, 0xa0, 0x80]))),
  fragments: (socket) => stream(socket, Buffer.concat([Buffer.from([0x01, 1, 0x61]), ...Array.from({ length: 1000 }, () => Buffer.from([0x00, 1, 0x61]))])),
  flood: (socket) => stream(socket, frameOf(JSON.stringify({ class: 'call', event: 'start', timestamp: '1.000001', machine: 1, uniqueid: HTML }))),
  nested: (socket) => socket.write(Buffer.concat(Array.from({ length: 100 }, () => frameOf(`{"class":${'['.repeat(30_000)}${']'.repeat(30_000)}}`)))),
  bomb: (socket) => {
    // Small enough to be taken one by one: it is all of them together that fill the memory.
    const squeezed = deflateRawSync(Buffer.alloc(4 * MIB))
    const head = Buffer.alloc(10)
    head.writeUInt8(0xc1, 0)
    head.writeUInt8(127, 1)
    head.writeBigUInt64BE(BigInt(squeezed.length), 2)
    stream(socket, Buffer.concat([head, squeezed]))
  },
  html: (socket) => subscribers.add(socket),
  replies: (socket) => subscribers.add(socket),
}

const accepted = (key) => `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nX-Html: ${HTML}\r\nSec-WebSocket-Extensions: permessage-deflate; server_no_context_takeover\r\nSec-WebSocket-Accept: ${acceptOf(key)}\r\n\r\n`
createServer()
  .on('upgrade', (request, socket) => {
    socket.on('error', () => {})
    if (is('endless-handshake', 'slow-drip')) socket.write('HTTP/1.1 101 Switching Protocols\r\n')
    else socket.write(accepted(request.headers['sec-websocket-key']))
    SUBSCRIBER[HOSTILITY]?.(socket)
  })
  .listen(portOf(LISTEN_WEBSOCKET), '127.0.0.1')

/** How POSTs are answered, in turn. */
const REPLIES = [
  (socket) => socket.end(`HTTP/1.1 200 ${HTML}\r\nContent-Length: 5\r\nX-Html: ${HTML}\r\n\r\n<b>hi`),
  (socket) => stream(socket, `HTTP/1.1 200 OK\r\nX-Endless: ${'h'.repeat(1000)}\r\n`),
  (socket) => drip(socket, 'HTTP/1.1 200 OK\r\nX-Slow: 1\r\n'),
  (socket) => {
    socket.write('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n')
    stream(socket, `${MIB.toString(16)}\r\n${'b'.repeat(MIB)}\r\n`)
  },
  (socket) => stream(socket, 'HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n'.repeat(100)),
]
let posts = 0
createTcpServer((socket) => {
  socket.on('error', () => {})
  let text = ''
  socket.on('data', (octets) => {
    text += octets.toString('latin1')
    const [head, body] = text.split('\r\n\r\n')
    if (body === undefined || body.length < Number(/content-length: (\d+)/i.exec(head)?.[1] ?? 0)) return
    text = ''
    if (is('html', 'replies')) send(Object.fromEntries(new URLSearchParams(body)))
    if (is('replies')) REPLIES[posts++ % REPLIES.length](socket)
    else socket.write('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n')
  })
}).listen(portOf(LISTEN_HTTP), '127.0.0.1')

/** Webhooks that never end: headers, bodies, chunks of nothing, and lengths that are not kept. */
const HOOKS = [
  (socket, path) => stream(socket, `POST ${path} HTTP/1.1\r\n`.concat(`X-Endless: ${'h'.repeat(1000)}\r\n`)),
  (socket, path) => {
    socket.write(`POST ${path} HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n`)
    stream(socket, '1\r\nx\r\n'.repeat(1000))
  },
  (socket, path) => {
    socket.write(`POST ${path} HTTP/1.1\r\nHost: x\r\nContent-Length: ${7 * MIB}\r\n\r\n`)
    stream(socket, 'class=call&'.repeat(1000))
  },
  (socket, path) => drip(socket, `POST ${path} HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n`),
]
if (is('webhooks')) {
  for (const url of webhooks) {
    for (const hook of HOOKS) {
      const dial = () => {
        const { port, pathname } = new URL(url)
        const socket = connect(Number(port), '127.0.0.1')
        socket.on('error', () => {})
        socket.on('close', () => setTimeout(dial, 50))
        hook(socket, pathname)
      }
      dial()
    }
  }
}

/** Takes events in as it should, or says what no client says. */
for (const node of nodes) {
  const dial = () => {
    const socket = connect(node)
    socket.on('error', () => {})
    socket.on('close', () => setTimeout(dial, 50))
    if (is('commands')) stream(socket, Math.floor(posts) % 2 ? 'a\n\n'.repeat(1000) : `${'c'.repeat(10_000)}\u0000`)
    else {
      socket.write(`auth ${PASSWORD}\n\nevent plain ALL\n\nfilter __proto__ ${'x'.repeat(1000)}\n\n`)
      socket.on('data', (octets) => {
        const [uniqueid] = /(?<=^Unique-ID: ).*$/m.exec(octets.toString()) ?? []
        if (uniqueid !== undefined && is('html', 'replies')) send({ class: 'call', event: 'start', timestamp: '1.000001', machine: '1', asteriskid: uniqueid, callid: uniqueid, uniqueid, from: '1', to: '2', direction: 'inbound', from_name: 'Ordinary' })
      })
    }
  }
  dial()
}
