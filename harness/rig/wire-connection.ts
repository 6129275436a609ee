import type { Socket } from 'node:net'

/** How octets go from the far side to the near side; what the near side sends always passes, except when stalled. */
export type WireMode =
  /** As they come. */
  | { readonly kind: 'pass' }
  /** In segments of at most so many octets, each handed to the kernel on its own. */
  | { readonly kind: 'split'; readonly octets: number }
  /** Kept back in both directions, the sockets stay open: a half-open peer. */
  | { readonly kind: 'stall' }

/** Most octets that are kept as evidence in each direction; the head of the conversation is what explains it. */
const EVIDENCE_LIMIT = 4 * 2 ** 20

type End = 'open' | 'finished' | 'reset'

/** One connection over a wire: the bridge is at the near side, our peer at the far side. */
export class WireConnection {
  /** Moment of acceptance, milliseconds of the monotonic clock. */
  readonly openedAt = performance.now()
  readonly #near: Socket
  readonly #far: Socket
  readonly #received = new Evidence()
  readonly #sent = new Evidence()
  readonly #heldForNear: Buffer[] = []
  readonly #heldForFar: Buffer[] = []
  #mode: WireMode
  #closedAt: number | undefined
  #sentOctets = 0

  constructor(near: Socket, far: Socket, mode: WireMode) {
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
    return this.#near.writableLength
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
    this.#received.keep(octets)
    if (this.#mode.kind === 'stall') this.#heldForFar.push(octets)
    else this.#far.write(octets)
  }

  #fromFar(octets: Buffer): void {
    if (this.#mode.kind === 'stall') this.#heldForNear.push(octets)
    else this.#toNear(octets)
    if (this.#near.writableNeedDrain) {
      this.#far.pause()
      this.#near.once('drain', () => this.#far.resume())
    }
  }

  #toNear(octets: Buffer): void {
    if (this.#near.destroyed) return
    this.#sent.keep(octets)
    this.#sentOctets += octets.length
    const step = this.#mode.kind === 'split' ? this.#mode.octets : octets.length
    for (let at = 0; at < octets.length; at += step) this.#near.write(octets.subarray(at, at + step))
  }
}

/** The first octets of one direction. */
class Evidence {
  readonly #chunks: Buffer[] = []
  #room = EVIDENCE_LIMIT

  keep(octets: Buffer): void {
    if (this.#room === 0) return
    const part = octets.subarray(0, this.#room)
    this.#chunks.push(part)
    this.#room -= part.length
  }

  octets(): Buffer {
    return Buffer.concat(this.#chunks)
  }
}
