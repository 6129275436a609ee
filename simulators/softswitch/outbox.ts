/** What waits to be written: a connection with the request that it was given. */
export interface Outgoing {
  write(): void
}

/**
 * Holds what is to be written in one turn of the event loop and writes it in one go: at the end of the turn, or when
 * enough is held. A server that gets its requests one by one, with other work between them, falls asleep after each,
 * and each write pays for waking it, which can cost as much as the write; several in a row find it awake.
 */
export interface Outbox {
  add(outgoing: Outgoing): void
}

/** Most that is held: in a long turn the first does not wait for the last. */
const MOST_HELD = 32

export function createOutbox(): Outbox {
  let held: Outgoing[] = []
  const flush = (): void => {
    const due = held
    held = []
    for (const outgoing of due) outgoing.write()
  }
  return {
    add(outgoing) {
      held.push(outgoing)
      if (held.length >= MOST_HELD) flush()
      else if (held.length === 1) setImmediate(flush)
    },
  }
}
