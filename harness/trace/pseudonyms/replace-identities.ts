import { isIPv4, isIPv6 } from 'node:net'
import type { KnownWords } from './known-words.ts'
import { NO_IDENTITIES } from './known-words.ts'
import type { Pseudonyms } from './pseudonyms.ts'

/** What shapes of identities a text may hold, the first that fits at a place. */
const SHAPES = {
  uuid: '[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}(?![0-9a-fA-F])',
  /** Of a URI within a URI; the digits in it are no number. */
  escape: '%[0-9A-Fa-f]{2}',
  display: '"[^"\\r\\n]*"(?=\\s*<)|\\p{L}[^<>"@:;,\\r\\n]{0,80}(?=\\s*<sips?:)',
  user: "[\\p{L}\\p{N}._+!~*'&=$-]{1,128}(?=@|%40)",
  ipv6: '(?:(?<![\\p{L}\\p{N}:])|(?<=\\bsips?:))[0-9a-fA-F]{0,4}(?::[0-9a-fA-F]{0,4}){2,7}(?:\\.\\d{1,3}){0,3}(?:\\]:\\d{1,5}(?!\\d))?',
  host: '(?:(?<=@)|(?<=%40)|(?<=\\bsips?:(?://)?))(?:\\[[0-9a-fA-F:.]+\\]|[\\p{L}\\p{N}-]+(?:\\.[\\p{L}\\p{N}-]+)*)(?::\\d{1,5}(?!\\d))?(?!@|%40)',
  ipv4: '(?<![\\d.])(?:\\d{1,3}\\.){3}\\d{1,3}(?![\\d.]*\\d)(?::\\d{1,5}(?!\\d))?',
  number: '\\d(?:[ ().\\/-]{0,2}\\d){6,}|\\d{3,}',
  word: '\\p{L}[\\p{L}\\p{M}\\p{N}._-]{2,}',
} as const

type Shape = keyof typeof SHAPES

const anyOf = (shapes: readonly Shape[]): RegExp =>
  new RegExp(shapes.map((name) => `(?<${name}>${SHAPES[name]})`).join('|'), 'gu')

const ALL = Object.keys(SHAPES) as Shape[]
const ANY_SHAPE = anyOf(ALL)
/** Most texts hold no address, and those shapes take the longest to look for. */
const WITHOUT_ADDRESSES = anyOf(ALL.filter((shape) => shape !== 'display' && shape !== 'user' && shape !== 'host'))
const MAY_HOLD_ADDRESSES = /@|%40|sips?:|"/

/** Lines of a session description whose numbers are those of media formats. */
const MEDIA_LINE = /^(m=|a=(rtpmap|fmtp|ptime|maxptime|rtcp-fb|ssrc|crypto):|b=)/

/** Replaces whatever looks like an identity in a text of any kind: SIP, SDP, dial strings, prose. */
export function replaceIdentities(text: string, pseudonyms: Pseudonyms, known: KnownWords): string {
  if (!/[\p{L}\p{N}]{2}/u.test(text)) return text
  if (!text.includes('\n')) return replaceInLine(text, pseudonyms, known)
  return text.split('\n').map((line) => replaceInLine(line, pseudonyms, known)).join('\n')
}

function replaceInLine(line: string, pseudonyms: Pseudonyms, known: KnownWords): string {
  const isMedia = MEDIA_LINE.test(line)
  const shapes = MAY_HOLD_ADDRESSES.test(line) ? ANY_SHAPE : WITHOUT_ADDRESSES
  return line.replace(shapes, (found: string, ...rest: unknown[]) => {
    const groups = rest.at(-1) as Partial<Record<Shape, string>>
    const shape = ALL.find((name) => groups[name] !== undefined)
    if (shape === undefined || (isMedia && (shape === 'number' || shape === 'word'))) return found
    return REPLACE[shape](found, pseudonyms, known)
  })
}

type Replacer = (found: string, pseudonyms: Pseudonyms, known: KnownWords) => string

const REPLACE: Readonly<Record<Shape, Replacer>> = {
  uuid: (found, { uuid }) => uuid(found),
  escape: (found) => found,
  display: (found, { scramble }) => replaceName(found, scramble),
  user: (found, { scramble }, known) => {
    if (/\p{L}/u.test(found)) known.learn(found)
    return scramble(found)
  },
  host: (found, pseudonyms, known) => replaceHost(found, pseudonyms, known),
  ipv6: (found, pseudonyms) => {
    const [address = '', port] = found.split(']')
    return isIPv6(address) ? pseudonyms.ipv6(address) + (port === undefined ? '' : `]${port}`) : replaceRuns(found, pseudonyms)
  },
  ipv4: (found, pseudonyms) => {
    const [address = '', port] = found.split(':')
    return isIPv4(address) ? withPort(pseudonyms.ipv4(address), port) : replaceRuns(found, pseudonyms)
  },
  number: (found, { digits }) => layOut(digits(found.replaceAll(/\D/g, '')), found),
  word: (found, pseudonyms, known) => {
    if (known.has(found)) return pseudonyms.scramble(found)
    return replaceParts(found, pseudonyms, known)
  },
}

const withPort = (address: string, port: string | undefined): string => (port === undefined ? address : `${address}:${port}`)

/** Runs of three digits or more, in what turned out to be no address. */
const replaceRuns = (text: string, { digits }: Pseudonyms): string => text.replaceAll(/\d{3,}/g, digits)

/** A word such as `prefix-alice.4711`: its parts may be identities although the whole is none. */
const replaceParts = (word: string, { digits, scramble }: Pseudonyms, known: KnownWords): string =>
  word.replaceAll(/(\p{L}[\p{L}\p{M}]*)|(\d{3,})/gu, (part: string, letters?: string) =>
    letters === undefined ? digits(part) : known.has(letters) ? scramble(letters) : letters,
  )

/** Digits one after the other into the places where digits were. */
function layOut(digits: string, pattern: string): string {
  let at = 0
  return pattern.replaceAll(/\d/g, () => digits[at++] ?? '0')
}

/** A display name, in quotes or not. */
export function replaceName(name: string, scramble: Pseudonyms['scramble']): string {
  const bare = name.replaceAll('"', '').trim()
  return NO_IDENTITIES.has(bare.toLowerCase()) ? name : scramble(name)
}

/** A host with or without port: an address, or a name whose top-level domain becomes `example`. */
export function replaceHost(found: string, pseudonyms: Pseudonyms, known: KnownWords): string {
  const [, host = '', port] = /^(\[.*\]|[^:]*)(?::(\d+))?$/.exec(found) ?? []
  const bare = host.replaceAll(/[[\]]/g, '')
  if (isIPv6(bare)) return withPort(`[${pseudonyms.ipv6(bare)}]`, port)
  if (isIPv4(host)) return withPort(pseudonyms.ipv4(host), port)
  if (NO_IDENTITIES.has(host.toLowerCase())) return found
  known.learn(host)
  const labels = host.split('.')
  const hidden = labels.map((label, index) =>
    index > 0 && index === labels.length - 1 && /^\p{L}+$/u.test(label) ? 'example' : pseudonyms.scramble(label),
  )
  return withPort(hidden.join('.'), port)
}
