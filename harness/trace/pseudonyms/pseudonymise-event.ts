import { isIPv6 } from 'node:net'
import type { FsHeader } from '../../../simulators/freeswitch/codec/event.ts'
import type { TraceEvent } from '../trace-format.ts'
import { type HeaderKind, headerKind } from './header-kinds.ts'
import { createKnownWords, type KnownWords } from './known-words.ts'
import { changeText } from './octet-text.ts'
import { createPseudonyms, type Pseudonyms } from './pseudonyms.ts'
import { replaceHost, replaceIdentities, replaceName } from './replace-identities.ts'

/** Events of text messages: what people wrote to each other. */
const MESSAGES = /^(MESSAGE|SMS::)/

/**
 * Makes a function that replaces numbers, names, addresses, UUIDs and passwords in event after event, each always by
 * the same pseudonym of the same format. What it has learnt to be an identity in one event it replaces in all later
 * ones, and in the event itself.
 * @param key random octets, 16 at least
 */
export function createPseudonymiser(key: Uint8Array, keepPrefix = 0): (event: TraceEvent) => TraceEvent {
  const pseudonyms = createPseudonyms(key, keepPrefix)
  const known = createKnownWords()
  const replace = createValueReplacer(pseudonyms, known)
  const replaceHeader = (header: FsHeader): FsHeader => {
    const [name, value] = header
    const kind = headerKind(name)
    if (kind === 'kept' && !holdsNumber(name, value)) return header
    const replaced = kind === 'kept' ? 'text' : kind
    return [
      hideNumbers(name, pseudonyms),
      typeof value === 'string' ? replace(replaced, value) : value.map((one) => replace(replaced, one)),
    ]
  }
  return ({ us, headers, body }) => {
    for (const header of headers) learn(header, known)
    const changed = headers.map(replaceHeader)
    if (body === undefined) return { us, headers: changed, body }
    const isMessage = headers.some(([name, value]) => /^event-(name|subclass)$/i.test(name) && MESSAGES.test(String(value)))
    const text = changeText(body, (plain) =>
      isMessage ? scrambleMessage(plain, pseudonyms) : replaceIdentities(plain, pseudonyms, known),
    )
    return { us, headers: changed, body: text }
  }
}

function learn([name, value]: FsHeader, known: KnownWords): void {
  const kind = headerKind(name)
  if (kind !== 'name' && kind !== 'user') return
  for (const one of typeof value === 'string' ? [value] : value) {
    changeText(one, (text) => {
      for (const [word] of text.matchAll(/\p{L}[\p{L}\p{M}\p{N}_-]*/gu)) known.learn(word)
      return text
    })
  }
}

type ReplacedKind = Exclude<HeaderKind, 'kept'>

/** What the switch writes has numbers alone, if they are long; a client that sends events may write anything. */
const NUMBER_IN_TEXT = /[^\d].*\d{7}|\d{7}.*[^\d]/s
const holdsNumber = (name: string, value: FsHeader[1]): boolean =>
  NUMBER_IN_TEXT.test(String(value)) && name.toLowerCase() !== 'freeswitch-version'

/** A variable may be named after a number; those of the switch have four digits at most, such as RFC2822_DATE. */
const hideNumbers = (name: string, { digits }: Pseudonyms): string =>
  /\d{5}/.test(name) ? name.replaceAll(/\d{5,}/g, digits) : name

const MOST_REMEMBERED = 20_000
const LONGEST_REMEMBERED = 512

/**
 * Replaces what a header of some kind holds. The events of a call repeat most of each other, so results are remembered
 * until another word has turned out to be an identity.
 */
function createValueReplacer(pseudonyms: Pseudonyms, known: KnownWords): (kind: ReplacedKind, value: string) => string {
  let remembered = new Map<string, string>()
  let version = known.version
  return (kind, value) => {
    if (value === '') return value
    if (version !== known.version || remembered.size >= MOST_REMEMBERED) remembered = new Map()
    version = known.version
    const key = `${kind} ${value}`
    const found = remembered.get(key)
    if (found !== undefined) return found
    const replaced = changeText(value, (text) => replaceValue(kind, text, pseudonyms, known))
    if (value.length <= LONGEST_REMEMBERED && version === known.version) remembered.set(key, replaced)
    return replaced
  }
}

function replaceValue(
  kind: ReplacedKind,
  value: string,
  pseudonyms: Pseudonyms,
  known: KnownWords,
): string {
  switch (kind) {
    case 'name':
      return replaceName(value, pseudonyms.scramble)
    case 'user':
      return /[@<]|sips?:|\d\.\d/.test(value) ? replaceIdentities(value, pseudonyms, known) : pseudonyms.scramble(value)
    case 'host':
      return value.split(',').map((host) => replaceHostValue(host, pseudonyms, known)).join(',')
    case 'secret':
      return pseudonyms.scramble(value)
    case 'text':
      return replaceIdentities(value, pseudonyms, known)
  }
}

function replaceHostValue(host: string, pseudonyms: Pseudonyms, known: KnownWords): string {
  if (isIPv6(host)) return pseudonyms.ipv6(host)
  return /^[\p{L}\p{N}.-]+(:\d+)?$/u.test(host) ? replaceHost(host, pseudonyms, known) : replaceIdentities(host, pseudonyms, known)
}

const UUID = /([0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12})/i

/** Every letter and digit; ids keep being ids. */
const scrambleMessage = (text: string, { scramble, uuid }: Pseudonyms): string =>
  text.split(UUID).map((part, index) => (index % 2 === 1 ? uuid(part) : scramble(part))).join('')
