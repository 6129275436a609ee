import type { MILESTONES } from '../../simulators/traffic/identity.ts'
import { entityKind } from '../../simulators/traffic/entity-number.ts'

/** What can go wrong with a delivery. */
export type Trouble = 'lost' | 'late' | 'duplicate' | 'redelivered' | 'reordered' | 'stale' | 'unexpected'

/** Something that went wrong, in words; plain data that can be posted. */
export interface Example {
  /** When it was due, or seen, microseconds of the run. */
  readonly us: number
  readonly text: string
}

/** A delivery in the ledger's terms. */
export interface Delivery {
  readonly tag: number
  readonly milestone: (typeof MILESTONES)[number]
  readonly receiver: string
}

const PER_TROUBLE = 4
const MOST = 20
const EXCERPT_OCTETS = 160

/** Keeps the first few examples of each trouble that one thread sees, so that a flood of one hides no other. */
export class ExampleBook {
  readonly #examples: Example[] = []
  readonly #counts = new Map<Trouble, number>()

  /** @param describe called only when there is room for it */
  add(trouble: Trouble, us: number, describe: () => Delivery | string): void {
    const count = this.#counts.get(trouble) ?? 0
    if (count >= PER_TROUBLE) return
    this.#counts.set(trouble, count + 1)
    const description = describe()
    const words = typeof description === 'string' ? description : inWords(description)
    this.#examples.push({ us, text: `${trouble}: ${words}, ${(us / 1e6).toFixed(3)} s` })
  }

  read(): readonly Example[] {
    return [...this.#examples]
  }
}

/** The examples of all threads: at most twenty, newest last. */
export const mergeExamples = (books: readonly (readonly Example[])[]): string[] =>
  books
    .flat()
    .sort((a, b) => a.us - b.us)
    .slice(0, MOST)
    .map((example) => example.text)

/** The head of received octets as printable text: what comes from a bridge is not trusted. */
export function excerptOf(octets: Uint8Array): string {
  const head = Buffer.from(octets.subarray(0, EXCERPT_OCTETS)).toString('latin1')
  return JSON.stringify(octets.length > EXCERPT_OCTETS ? `${head}…` : head).replace(/[\u007f-\u009f]/g, '?')
}

function inWords({ tag, milestone, receiver }: Delivery): string {
  const number = Math.floor((tag - 1) / 16)
  return `${milestone} of ${entityKind(number)} ${number} leg ${(tag - 1) % 16} at ${receiver}`
}
