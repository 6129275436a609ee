import type { Socket } from 'node:net'
import type { Tap } from './journal.ts'
import { OVERHEAD } from './room.ts'

/** How octets go from the far side to the near side; what the near side sends always passes, except when stalled. */
export type WireMode =
  /** As they come. */
  | { readonly kind: 'pass' }
  /** In segments of at most so many octets, each handed to the kernel on its own. */
  | { readonly kind: 'split'; readonly octets: number }
  /** Kept back in both directions, the sockets stay open: a half-open peer. */
  | { readonly kind: 'stall' }

/** Most octets that are kept as evidence in each direction; the head of the conversation is what explains it. */
const SENT_LIMIT = 4 * 2 ** 20
const RECEIVED_LIMIT = 2 ** 18

type End = 'open' | 'finished' | 'reset'

/** One connection over a wire: the bridge is at the near side, our peer at the far side. */
export class WireConnection {
  /** Moment of acceptance, milliseconds of the monotonic clock. */
  readonly openedAt = performance.now()
  readonly #near: Socket
  readonly #far: Socket
  readonly #received = new Evidence(RECEIVED_LIMIT)
  readonly #sent = new Evidence(SENT_LIMIT)
  /** What is written piece by piece and not written yet. */
  readonly #pieces: Buffer[] = []
  readonly #heldForNear: Buffer[] = []
  readonly #heldForFar: Buffer[] = []
  readonly #tap: Tap | undefined
  #mode: WireMode
  #closedAt: number | undefined
  #sentOctets = 0

  constructor(near: Socket, far: Socket, mode: WireMode, tap?: Tap) {
    this.#tap = tap
    this.#near = near
    this.#far = far
    this.#mode = mode
    far.on('error', () => this.reset())
    near.on('error', () => far.destroy())
    near.on('data', (octets: Buffer) => this.#fromNear(octets))
    far.on('data', (octets: Buffer) => this.#fromFar(octets))
    near.on('end', () => far.end())
    far.on('end', () => near.end())
    near.on('close', () => {
      this.#closedAt ??= performance.now()
      tap?.note('closed')
      far.destroy()
    })
  }

  get closedAt(): number | undefined {
    return this.#closedAt
  }

  /** What the bridge sent, up to the evidence limit. */
  get received(): Buffer {
    return this.#received.octets()
  }

  /** The same in the pieces in which it came, each with its moment. */
  get receivedPieces(): readonly Piece[] {
    return this.#received.pieces
  }

  /** What the bridge was sent, up to the evidence limit. */
  get sent(): Buffer {
    return this.#sent.octets()
  }

  /** Octets handed to the kernel towards the bridge. */
  get sentOctets(): number {
    return this.#sentOctets
  }

  /** Octets towards the bridge that the kernel has not taken yet. */
  get pendingOctets(): number {
    return this.#near.writableLength + this.#pieces.reduce((sum, { length }) => sum + length, 0)
  }

  get end(): End {
    if (this.#closedAt === undefined) return 'open'
    return this.#near.readableAborted ? 'reset' : 'finished'
  }

  setMode(mode: WireMode): void {
    this.#mode = mode
    if (mode.kind === 'stall') return
    for (const octets of this.#heldForFar.splice(0)) this.#far.write(octets)
    for (const octets of this.#heldForNear.splice(0)) this.#toNear(octets)
  }

  /** Writes octets to the bridge as if the peer had sent them; the caller chooses a moment between two frames. */
  inject(octets: Uint8Array): void {
    this.#toNear(Buffer.from(octets))
  }

  /** The same in pieces, each handed to the kernel on its own. */
  injectPieces(pieces: readonly Uint8Array[]): void {
    for (const piece of pieces) {
      const octets = Buffer.from(piece)
      this.#sent.keep(octets)
      this.#tap?.toBridge(octets)
      this.#sentOctets += octets.length
      this.#enqueue([octets])
    }
  }

  /** Ends the connection in order (FIN). */
  finish(): void {
    this.#near.end()
    this.#far.destroy()
  }

  /** Ends the connection at once (RST). */
  reset(): void {
    this.#near.resetAndDestroy()
    this.#far.destroy()
  }

  #fromNear(octets: Buffer): void {
    this.#tap?.fromBridge(octets)
    if (this.#tap?.room.take(octets.length + OVERHEAD) === false) return this.reset()
    this.#received.keep(octets)
    if (this.#mode.kind === 'stall') this.#heldForFar.push(octets)
    else this.#far.write(octets)
  }

  #fromFar(octets: Buffer): void {
    if (this.#mode.kind === 'stall') this.#heldForNear.push(octets)
    else this.#toNear(octets)
    if (this.#pieces.length > 0) this.#far.pause()
    else if (this.#near.writableNeedDrain) {
      this.#far.pause()
      this.#near.once('drain', () => this.#far.resume())
    }
  }

  #toNear(octets: Buffer): void {
    if (this.#near.destroyed) return
    this.#sent.keep(octets)
    this.#tap?.toBridge(octets)
    this.#sentOctets += octets.length
    if (this.#mode.kind === 'split') this.#enqueue(cut(octets, this.#mode.octets))
    else if (this.#pieces.length > 0) this.#pieces.push(octets)
    else this.#near.write(octets)
  }

  #enqueue(pieces: readonly Buffer[]): void {
    const idle = this.#pieces.length === 0
    for (const piece of pieces) this.#pieces.push(piece)
    if (idle) this.#writeNext()
  }

  /**
   * One piece after the other, each when the kernel has taken the one before and the event loop has turned: pieces that
   * are written at once leave as one segment.
   */
  #writeNext(): void {
    const piece = this.#pieces[0]
    if (piece === undefined || this.#near.destroyed) {
      this.#pieces.length = 0
      this.#far.resume()
      return
    }
    this.#near.write(piece, () =>
      setImmediate(() => {
        this.#pieces.shift()
        this.#writeNext()
      }),
    )
  }
}

function cut(octets: Buffer, step: number): Buffer[] {
  return Array.from({ length: Math.ceil(octets.length / step) }, (_, index) => octets.subarray(index * step, (index + 1) * step))
}

/** Octets with the moment at which they were read or written, milliseconds of the monotonic clock. */
export interface Piece {
  readonly at: number
  readonly octets: Buffer
}

/** The first octets of one direction. */
class Evidence {
  readonly pieces: Piece[] = []
  #room: number

  constructor(limit: number) {
    this.#room = limit
  }

  keep(octets: Buffer): void {
    if (this.#room === 0) return
    const part = octets.subarray(0, this.#room)
    this.pieces.push({ at: performance.now(), octets: part })
    this.#room -= part.length
  }

  octets(): Buffer {
    return Buffer.concat(this.pieces.map(({ octets }) => octets))
  }
}
