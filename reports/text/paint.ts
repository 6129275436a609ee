import type { Tone } from '../facts/status-words.ts'

/** Puts ANSI styles around text, or leaves it plain. `node:util` styleText decides by its own look at a stream. */
export interface Paint {
  readonly tone: (tone: Tone, text: string) => string
  readonly bold: (text: string) => string
  readonly dim: (text: string) => string
  readonly badge: (tone: Tone, text: string) => string
}

const CODES: Readonly<Record<Tone, number>> = { good: 32, bad: 31, doubt: 33, muted: 90 }

const wrap = (open: string, text: string): string => `\u001b[${open}m${text}\u001b[0m`

const COLORED: Paint = {
  tone: (tone, text) => wrap(String(CODES[tone]), text),
  bold: (text) => wrap('1', text),
  dim: (text) => wrap('2', text),
  badge: (tone, text) => wrap(`1;7;${CODES[tone]}`, ` ${text} `),
}

const plain = (text: string): string => text
const PLAIN: Paint = { tone: (_tone, text) => text, bold: plain, dim: plain, badge: (_tone, text) => text }

export const paintFor = (color: boolean): Paint => (color ? COLORED : PLAIN)
