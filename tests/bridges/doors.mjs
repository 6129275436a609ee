/** What bad bridges have in common: their doors and links, told by the environment as for the reference bridge. */
import { createHash } from 'node:crypto'
import { createServer } from 'node:http'
import { connect } from 'node:net'

const { LISTEN_HTTP = '', LISTEN_WEBSOCKET = '', ESL = '', WEBHOOKS = '', PASSWORD = '' } = process.env
export const portOf = (address) => Number(address.split(':').at(-1))

export const webhooks = WEBHOOKS.split(' ').filter(Boolean)
export const nodes = ESL.split(' ').filter(Boolean).map((address) => ({ host: address.split(':')[0], port: portOf(address) }))
process.on('uncaughtException', () => {})

/** Calls back with the body of each POST; always answers 200. */
export function takePosts(onBody = () => {}) {
  const server = createServer((request, response) => {
    const parts = []
    request.on('data', (part) => parts.push(part))
    request.on('end', () => {
      response.end()
      onBody(Buffer.concat(parts).toString())
    })
  })
  server.listen(portOf(LISTEN_HTTP), '127.0.0.1')
}

/** Accepts every websocket and calls back with a function that sends it a text. */
export function acceptSubscribers(onSubscriber = () => {}, onOctets = () => {}) {
  const server = createServer()
  server.on('upgrade', (request, socket) => {
    socket.on('error', () => {})
    socket.write(`HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${acceptOf(request.headers['sec-websocket-key'])}\r\n\r\n`)
    socket.on('data', (octets) => onOctets(octets, socket))
    onSubscriber((text) => socket.write(frameOf(text)))
  })
  server.listen(portOf(LISTEN_WEBSOCKET), '127.0.0.1')
}

export const acceptOf = (key) => createHash('sha1').update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64')

export function frameOf(text) {
  const payload = Buffer.from(text)
  const head = payload.length < 126 ? Buffer.from([0x81, payload.length]) : Buffer.from([0x81, 126, payload.length >> 8, payload.length & 255])
  return Buffer.concat([head, payload])
}

/** Logs in to each node and subscribes to everything; calls back with what comes. */
export function subscribeToNodes(onText = () => {}) {
  for (const node of nodes) {
    const dial = () => {
      const socket = connect(node)
      socket.on('error', () => {})
      socket.on('close', () => setTimeout(dial, 200))
      socket.on('data', (octets) => onText(octets.toString()))
      socket.write(`auth ${PASSWORD}\n\nevent plain ALL\n\n`)
    }
    dial()
  }
}

export function post(url, body) {
  void fetch(url, { method: 'POST', body, headers: { 'content-type': 'application/x-www-form-urlencoded' } }).then((reply) => reply.text()).catch(() => {})
}
