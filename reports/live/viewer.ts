import type { ServerResponse } from 'node:http'

/** A page that watches: an open response with server-sent events. */
export interface Viewer {
  /** Sends a message, or leaves it out while the viewer has not taken the one before. */
  send(message: string): void
  /** Sends a last message and ends the response. */
  end(message?: string): void
}

export interface ViewerOptions {
  /** Everything so far as one message: what a viewer gets that missed some. */
  readonly state: () => string
  /** A viewer that takes nothing for so long is cut off, milliseconds. @default 30,000 */
  readonly patienceMs?: number
}

/**
 * Sends messages to one viewer. At most one state and one message wait for it in memory, however slow it is: what it
 * misses is left out, and the state makes up for it once it reads again.
 */
export function openViewer(response: ServerResponse, { state, patienceMs = 30_000 }: ViewerOptions): Viewer {
  let [isFull, hasMissed] = [false, false]
  let cut: NodeJS.Timeout | undefined
  const write = (message: string): void => {
    isFull = !response.write(message)
    if (!isFull) return
    cut = setTimeout(() => response.destroy(), patienceMs)
    cut.unref()
  }
  response.on('drain', () => {
    clearTimeout(cut)
    isFull = false
    if (!hasMissed) return
    hasMissed = false
    write(state())
  })
  response.on('close', () => clearTimeout(cut))
  response.on('error', () => {})
  write(state())
  return {
    send(message) {
      if (isFull) hasMissed = true
      else write(message)
    },
    end(message) {
      if (message !== undefined && !isFull) write(message)
      response.end()
    },
  }
}

/** A server-sent event. JSON has no line breaks, so that one line of data is enough. */
export const toMessage = (event: string, data: unknown): string => `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`
