/** Argument of the application `socket`. */
export interface SocketData {
  /** To be tried one after the other. */
  readonly targets: readonly SocketTarget[]
  readonly isAsync: boolean
  readonly isFull: boolean
}

export interface SocketTarget {
  readonly host: string
  readonly port: number
  /** Becomes a variable of the leg and nothing else. */
  readonly path: string | undefined
}

const DEFAULT_PORT = 8084
const MAX_TARGETS = 50

/**
 * Reads `<host>[:<port>][/<path>][|…] [async] [full]` (wire specification 7.1): other words are ignored, the last colon
 * is that of the port, and a target without a port has that of the one before it.
 */
export function parseSocketData(data: string): SocketData {
  const [places = '', ...words] = data.split(' ').filter((word) => word !== '')
  const options = words.map((word) => word.toLowerCase())
  let port = DEFAULT_PORT
  const targets = places
    .split('|')
    .slice(0, MAX_TARGETS)
    .map((place): SocketTarget => {
      const slash = place.indexOf('/')
      const address = slash < 0 ? place : place.slice(0, slash)
      const path = slash < 0 ? undefined : place.slice(slash + 1)
      const colon = address.lastIndexOf(':')
      if (colon < 0) return { host: address, port, path }
      port = Number.parseInt(address.slice(colon + 1), 10) || DEFAULT_PORT
      return { host: address.slice(0, colon), port, path }
    })
  return { targets, isAsync: options.includes('async'), isFull: options.includes('full') }
}
