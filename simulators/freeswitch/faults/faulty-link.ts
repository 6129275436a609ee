import type { Socket } from 'node:net'
import type { ListenerTransport } from '../listener.ts'

/** A connection of the server whose octets can be held back, cut up or ended. */
export interface FaultyLink extends ListenerTransport {
  /** Ends the server's side in order, behind what has been written. */
  finish(): void
  /** Resets the connection, and writes nothing any more. */
  reset(): void
  /** Writes nothing any more and never closes. */
  silence(): void
  /** Writes nothing for so long. */
  stall(ms: number): void
  /** Writes in pieces, one after the other. @param pauseMs between two of them, 0 for a turn of the event loop */
  cut(cutter: (octets: Buffer) => readonly Buffer[], pauseMs: number): void
  /** Writes only when so many octets have come together, or after so long. */
  gather(octets: number, ms: number): void
  /** From now on octets go as they come again; a connection that was silenced is reset. */
  heal(): void
  /** Closes the port and every connection with a notice, and listens again after so long. */
  restart(downMs: number): void
}

interface Waiting {
  readonly octets: Buffer
  readonly onWritten: (() => void) | undefined
}

/** A reset that comes together with octets looks like an orderly end to many clients. */
const RESET_DELAY_MS = 20

/**
 * Puts a link between a listener and its socket.
 * @param restart restarts the server of the connection
 */
export function createFaultyLink(socket: Socket, transport: ListenerTransport, restart: (downMs: number) => void): FaultyLink {
  let waiting: Waiting[] = []
  let pending = 0
  let isWriting = false
  let isEnding = false
  let isHeld = false
  let isSilenced = false
  let cutter = whole
  let pauseMs = 0
  let gathering: { readonly octets: number; readonly ms: number } | undefined
  let isGathered = false
  const timers = new Set<NodeJS.Timeout>()
  socket.once('close', () => timers.forEach(clearTimeout))

  const later = (ms: number, run: () => void): void => {
    const timer = setTimeout(() => {
      timers.delete(timer)
      run()
    }, ms)
    timers.add(timer)
  }

  const next = (): Waiting | undefined => {
    if (gathering === undefined || waiting.length === 0) return waiting.shift()
    if (pending < gathering.octets && !isGathered && !isEnding) {
      later(gathering.ms, () => {
        isGathered = true
        pump()
      })
      return undefined
    }
    isGathered = false
    const all = waiting
    waiting = []
    return { octets: Buffer.concat(all.map(({ octets }) => octets)), onWritten: () => all.forEach(({ onWritten }) => onWritten?.()) }
  }

  const pump = (): void => {
    if (isWriting || isHeld) return
    const piece = next()
    if (piece === undefined) {
      if (isEnding && waiting.length === 0) transport.end()
      return
    }
    isWriting = true
    transport.write(piece.octets, () => {
      pending -= piece.octets.length
      piece.onWritten?.()
      const goOn = (): void => {
        isWriting = false
        pump()
      }
      if (pauseMs > 0) later(pauseMs, goOn)
      else setImmediate(goOn)
    })
  }

  return {
    get pendingOctets() {
      return pending
    },
    write(bytes, onWritten) {
      pending += bytes.length
      const pieces = cutter(Buffer.from(bytes)).filter(({ length }) => length > 0)
      pieces.forEach((octets, index) => waiting.push({ octets, onWritten: index === pieces.length - 1 ? onWritten : undefined }))
      pump()
    },
    end() {
      isEnding = true
      pump()
    },
    finish() {
      isEnding = true
      pump()
    },
    reset() {
      isHeld = true
      later(RESET_DELAY_MS, () => void socket.resetAndDestroy())
    },
    silence() {
      isHeld = true
      isSilenced = true
    },
    stall(ms) {
      isHeld = true
      later(ms, () => {
        isHeld = false
        pump()
      })
    },
    cut(next, pause) {
      cutter = next
      pauseMs = pause
    },
    gather(octets, ms) {
      gathering = { octets, ms }
    },
    heal() {
      if (isSilenced) return void socket.resetAndDestroy()
      cutter = whole
      pauseMs = 0
      gathering = undefined
      isHeld = false
      pump()
    },
    restart,
  }
}

const whole = (octets: Buffer): readonly Buffer[] => [octets]

/** Pieces of at most so many octets. */
export const piecesOf =
  (size: number) =>
  (octets: Buffer): Buffer[] =>
    Array.from({ length: Math.ceil(octets.length / size) }, (_, index) => octets.subarray(index * size, (index + 1) * size))
