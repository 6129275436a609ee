import { createChunkedBody, type ChunkedBody } from './chunked-body.ts'
import { LineReader, findHeadEnd } from './line-reader.ts'
import { parseReplyHead, type ReplyHead } from './reply-head.ts'

/** Takes one complete final reply. The body is decoded and owned by the receiver. */
export type OnReply = (head: ReplyHead, body: Buffer) => void

/** Cuts the octets of one connection into HTTP/1.1 replies; the same replies for any split of the same octets. */
export interface ReplyParser {
  /**
   * Takes the next octets. Interim replies (1xx) are passed over.
   * @throws SyntaxError for malformed, RangeError for oversized replies; the parser is of no use afterwards
   */
  push(bytes: Buffer, onReply: OnReply): void
  /**
   * Says that the connection has ended, which completes a reply without a length.
   * @throws SyntaxError in the middle of a reply
   */
  end(onReply: OnReply): void
  /** Whether it stands between two replies, with nothing taken of the next. */
  readonly idle: boolean
}

export interface ReplyLimits {
  /** Status line and headers of one reply, octets. */
  readonly maxHead: number
  /** Body of one reply, octets. */
  readonly maxBody: number
}

export const DEFAULT_REPLY_LIMITS: ReplyLimits = { maxHead: 16_384, maxBody: 65_536 }

type State =
  | { readonly kind: 'head' }
  | { readonly kind: 'length'; readonly head: ReplyHead; left: number }
  | { readonly kind: 'chunked'; readonly head: ReplyHead; readonly body: ChunkedBody }
  | { readonly kind: 'until-close'; readonly head: ReplyHead }

const HEAD: State = { kind: 'head' }
const EMPTY = Buffer.alloc(0)

export function createReplyParser(limits: ReplyLimits = DEFAULT_REPLY_LIMITS): ReplyParser {
  const headReader = new LineReader(findHeadEnd, limits.maxHead, 'the head of a reply')
  let state: State = HEAD
  let latest = NO_HEAD
  let parts: Buffer[] = []
  let collected = 0

  const collect = (data: Buffer): void => {
    collected += data.length
    if (collected > limits.maxBody) throw oversized(limits.maxBody)
    if (data.length > 0) parts.push(Buffer.from(data))
  }
  const complete = (head: ReplyHead, onReply: OnReply): void => {
    const body = collected === 0 ? EMPTY : Buffer.concat(parts)
    state = HEAD
    if (collected > 0) {
      parts = []
      collected = 0
    }
    onReply(head, body)
  }
  const takeHead = (head: ReplyHead, onReply: OnReply): void => {
    if (head.status < 200) return
    switch (head.framing.kind) {
      case 'length':
        if (head.framing.octets > limits.maxBody) throw oversized(limits.maxBody)
        if (head.framing.octets === 0) complete(head, onReply)
        else state = { kind: 'length', head, left: head.framing.octets }
        return
      case 'chunked':
        state = { kind: 'chunked', head, body: createChunkedBody(limits.maxBody) }
        return
      case 'until-close':
        state = { kind: 'until-close', head }
    }
  }
  /** @returns the offset behind what was taken, or -1 when all was */
  const step = (bytes: Buffer, from: number, onReply: OnReply): number => {
    switch (state.kind) {
      case 'head': {
        if (!headReader.partial && startsWith(bytes, from, latest.octets)) {
          takeHead(latest.head, onReply)
          return from + latest.octets.length
        }
        const end = headReader.read(bytes, from)
        if (end >= 0) {
          const { text } = headReader
          latest = { octets: Buffer.from(text, 'latin1'), head: parseReplyHead(text) }
          takeHead(latest.head, onReply)
        }
        return end
      }
      case 'length': {
        const data = bytes.subarray(from, from + state.left)
        collect(data)
        state.left -= data.length
        if (state.left === 0) complete(state.head, onReply)
        return from + data.length
      }
      case 'chunked': {
        const end = state.body.read(bytes, from, collect)
        if (end >= 0) complete(state.head, onReply)
        return end
      }
      case 'until-close':
        collect(bytes.subarray(from))
        return -1
    }
  }

  return {
    get idle() {
      return state.kind === 'head' && !headReader.partial
    },
    push(bytes, onReply) {
      let at = 0
      while (at >= 0 && at < bytes.length) at = step(bytes, at, onReply)
    },
    end(onReply) {
      if (state.kind === 'until-close') return complete(state.head, onReply)
      if (state.kind !== 'head' || headReader.partial) {
        throw new SyntaxError('Cannot read a reply as the connection ended in the middle of it')
      }
    },
  }
}

const oversized = (max: number): RangeError =>
  new RangeError(`Cannot read a reply as its body is longer than ${max} octets`)

/** The head that a server sent last. Its heads differ once a second, by their Date: the rest is looked at and not parsed. */
interface KnownHead {
  readonly octets: Buffer
  readonly head: ReplyHead
}

const NO_HEAD: KnownHead = {
  octets: EMPTY,
  head: { status: 0, headers: [], framing: { kind: 'until-close' }, keepAlive: false, idleSeconds: undefined },
}

const startsWith = (bytes: Buffer, from: number, expected: Buffer): boolean =>
  expected.length > 0 &&
  bytes.length - from >= expected.length &&
  bytes.compare(expected, 0, expected.length, from, from + expected.length) === 0
