/**
 * Reads one connection and throws everything away: `node raw-reader.mjs <host> <port> [text to send first]`. When the
 * other side ends, the number of octets goes to the parent.
 */
import { connect } from 'node:net'

const [, , host, port, greeting = ''] = process.argv
let octets = 0
const socket = connect({
  host,
  port: Number(port),
  onread: {
    buffer: Buffer.allocUnsafeSlow(1 << 20),
    callback(length) {
      octets += length
      return true
    },
  },
})
if (greeting !== '') socket.write(greeting)
socket.on('error', (error) => {
  console.error(`Cannot read from ${host}:${port}: ${error.message}`)
  process.exitCode = 1
})
socket.on('close', () => {
  process.send?.({ octets })
  process.disconnect?.()
})
