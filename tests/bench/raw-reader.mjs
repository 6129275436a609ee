/**
 * Reads connections and throws everything away: `node raw-reader.mjs <host> <port> <text to send first> …`, one
 * connection for each text. When the other side has ended all of them, the number of octets goes to the parent.
 */
import { connect } from 'node:net'

const [, , host, port, ...greetings] = process.argv
/** Nobody looks at what is read: one buffer serves all. */
const buffer = Buffer.allocUnsafeSlow(1 << 20)
let octets = 0
let open = greetings.length

function read(greeting) {
  const callback = (length) => {
    octets += length
    return true
  }
  const socket = connect({ host, port: Number(port), onread: { buffer, callback } })
  if (greeting !== '') socket.write(greeting)
  socket.on('error', (error) => {
    console.error(`Cannot read from ${host}:${port}: ${error.message}`)
    process.exitCode = 1
  })
  socket.on('close', () => {
    if (--open > 0) return
    process.send?.({ octets })
    process.disconnect?.()
  })
}

greetings.forEach(read)
