import { hash } from 'node:crypto'

/** State of xoshiro128**: four 32-bit words, not all zero. */
export type RandomState = readonly [number, number, number, number]

/** One repeatable stream of random numbers. */
export interface Random {
  /** Uniform over the 32-bit unsigned integers. */
  u32(): number
  /** Uniform over [0, 1) with 53 random bits. */
  uniform(): number
  /** Uniform integer over [0, limit), limit at most 2^32; the bias is below limit / 2^53. */
  below(limit: number): number
  /** Exponential with mean 1: the gaps of a Poisson process of unit rate. */
  exponential(): number
  /** Standard normal. */
  normal(): number
  /** Lognormal: `median` is that of the result, `sigma` the deviation of its logarithm. */
  lognormal(median: number, sigma: number): number
}

const rotl = (x: number, k: number): number => (x << k) | (x >>> (32 - k))

/**
 * xoshiro128** 1.1 by David Blackman and Sebastiano Vigna (https://prng.di.unimi.it/xoshiro128starstar.c).
 */
export function createRandom(state: RandomState): Random {
  let [s0, s1, s2, s3] = state

  const random: Random = {
    u32() {
      const result = Math.imul(rotl(Math.imul(s1, 5), 7), 9) >>> 0
      const t = s1 << 9
      s2 ^= s0
      s3 ^= s1
      s1 ^= s2
      s0 ^= s3
      s2 ^= t
      s3 = rotl(s3, 11)
      return result
    },
    uniform() {
      return ((random.u32() >>> 5) * 2 ** 26 + (random.u32() >>> 6)) / 2 ** 53
    },
    below(limit) {
      return Math.floor(random.uniform() * limit)
    },
    exponential() {
      return -Math.log(1 - random.uniform())
    },
    // Box and Muller; the second deviate is thrown away so that every call takes the same number of words.
    normal() {
      return Math.sqrt(2 * random.exponential()) * Math.cos(2 * Math.PI * random.uniform())
    },
    lognormal(median, sigma) {
      return median * Math.exp(sigma * random.normal())
    },
  }
  return random
}

/**
 * The stream that belongs to one entity of a run, and to nothing else: its state is the SHA-256 of seed, kind and
 * indices (separated by NUL), so a further worker, node or subscriber changes no other stream.
 * @param kind what the entity is: 'arrivals', 'call', 'subscriber' ...
 */
export function randomStream(seed: string, kind: string, ...indices: readonly number[]): Random {
  const digest = hash('sha256', [seed, kind, ...indices].join('\0'), 'buffer')
  // The last word is odd, so the state is never all zero, which xoshiro could not leave.
  const last = digest.readUInt32LE(12) | 1
  return createRandom([digest.readUInt32LE(0), digest.readUInt32LE(4), digest.readUInt32LE(8), last])
}
