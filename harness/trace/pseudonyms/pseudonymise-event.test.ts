import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { TraceEvent } from '../trace-format.ts'
import { createPseudonymiser } from './pseudonymise-event.ts'

const KEY = Buffer.alloc(32, 7)
const eventOf = (headers: TraceEvent['headers'], body?: string): TraceEvent => ({ us: 0, headers, ...(body !== undefined && { body }) })
const change = (headers: TraceEvent['headers'], body?: string): TraceEvent => createPseudonymiser(KEY)(eventOf(headers, body))
const valueOf = (value: string, name = 'variable_x'): string => String(change([[name, value]]).headers[0]?.[1])

/** Numbers that no chance brings forth again. */
const numbers = fc.stringMatching(/^[1-9]\d{8,13}$/)
const words = fc.stringMatching(/^[a-zß-öø-ÿ]{7,12}$/)
const ipv4 = fc.tuple(fc.integer({ min: 11, max: 99 }), fc.nat(255), fc.nat(255), fc.integer({ min: 1, max: 254 })).map((parts) => parts.join('.'))
const headerNames = fc.constantFrom(
  'Caller-Caller-ID-Number', 'Caller-Destination-Number', 'variable_sip_from_user', 'variable_anything', 'X-Our-Own', 'Channel-Name',
  'Application-Data', 'variable_sip_full_from', 'variable_switch_r_sdp', 'Channel-Presence-ID', 'contact', 'from', 'variable_last_arg',
)
/** Where an identity may stand in a value. */
const frames = fc.constantFrom(
  (id: string) => id,
  (id: string) => `+${id}`,
  (id: string) => `sip:${id}@10.20.30.40:5060;transport=udp`,
  (id: string) => `"Somebody" <sip:${id}@pbx.acme.com>;tag=1`,
  (id: string) => `sofia/external/${id}@10.20.30.40`,
  (id: string) => `sip%3A${id}%40pbx.acme.com`,
  (id: string) => `{a=b,c=${id}}sofia/gateway/gw1/${id}`,
  (id: string) => `v=0\r\no=${id} 1 1 IN IP4 10.20.30.40\r\na=label:${id}\r\n`,
  (id: string) => `call ${id}, please`,
  (id: string) => `/recordings/${id}.wav`,
  (id: string) => `"${id}" <${id}>`,
)

const textOf = (event: TraceEvent): string => `${event.headers.map(([, value]) => String(value)).join('\n')}\n${event.body ?? ''}`

describe('createPseudonymiser()', () => {
  it('lets no number survive, wherever it stands', () => {
    fc.assert(
      fc.property(numbers, headerNames, frames, frames, (number, name, inHeader, inBody) => {
        const changed = change(
          [['Event-Name', 'CUSTOM'], [name, inHeader(number)], ['y', [inBody(number), 'z']], [`variable_last_${number}`, 'x'], ['Action', `to ${number}`]],
          inBody(number),
        )
        expect(JSON.stringify(changed)).not.toContain(number)
      }),
      { seed: 11, numRuns: 500 },
    )
  })

  it('lets no address survive, wherever it stands', () => {
    fc.assert(
      fc.property(ipv4, headerNames, frames, (address, name, frame) => {
        const changed = change([[name, frame(address)], ['variable_local_media_ip', address]], `c=IN IP4 ${address}`)
        const left = [...textOf(changed).matchAll(/\d+\.\d+\.\d+\.\d+/g)].map(([found]) => found)
        expect(left).not.toContain(address)
        expect(changed.headers[1]?.[1]).toMatch(/^(192\.0\.2|198\.51\.100|203\.0\.113)\.\d+$/)
      }),
      { seed: 12, numRuns: 300 },
    )
  })

  it('lets no name survive that a header has told', () => {
    fc.assert(
      fc.property(words, frames, (word, frame) => {
        const name = `${word[0]?.toUpperCase() ?? ''}${word.slice(1)}`
        const binary = Buffer.from(name, 'utf8').toString('latin1')
        const changed = change([['variable_anything', frame(binary)], ['Caller-Caller-ID-Name', `${binary} Smith`]], `from ${binary}`)
        const text = Buffer.from(textOf(changed), 'latin1').toString('utf8')
        expect(text.toLowerCase()).not.toContain(name.toLowerCase())
      }),
      { seed: 13, numRuns: 300 },
    )
  })

  it('gives the same identity the same pseudonym in every event and place', () => {
    const pseudonymise = createPseudonymiser(KEY)
    const first = pseudonymise(eventOf([['Caller-Caller-ID-Number', '15551234567'], ['Unique-ID', '74a13b1b-9420-49e6-b21e-48858031f59e']]))
    const second = pseudonymise(
      eventOf([['variable_x', 'sofia/external/15551234567@10.0.0.7'], ['from', '+1 (555) 123-4567'], ['bridge', '74a13b1b-9420-49e6-b21e-48858031f59e;x']]),
    )
    const [number, uuid] = first.headers.map(([, value]) => String(value))
    expect(second.headers[0]?.[1]).toContain(`sofia/external/${number}@`)
    expect(String(second.headers[1]?.[1]).replaceAll(/\D/g, '')).toBe(number)
    expect(second.headers[2]?.[1]).toBe(`${uuid};x`)
  })

  it('gives another key other pseudonyms', () => {
    const other = createPseudonymiser(Buffer.alloc(32, 8))(eventOf([['variable_x', '15551234567']]))
    expect(other.headers[0]?.[1]).not.toBe(valueOf('15551234567'))
  })

  it('gives different numbers of one length different pseudonyms', () => {
    const pseudonymise = createPseudonymiser(KEY)
    const seen = new Set<unknown>()
    for (let extension = 1000; extension < 10_000; extension++) {
      seen.add(pseudonymise(eventOf([['Caller-Username', String(extension)]])).headers[0]?.[1])
    }
    expect(seen.size).toBe(9000)
  })

  it.each([
    ['15551234567', /^[1-9]\d{10}$/],
    ['+49 (151) 555-01-23', /^\+\d\d \(\d{3}\) \d{3}-\d\d-\d\d$/],
    ['0000000000', /^0000000000$/],
    ['sip:15551234567@10.1.2.3:5060;user=phone', /^sip:\d{11}@(192\.0\.2|198\.51\.100|203\.0\.113)\.\d+:5060;user=phone$/],
    ['sip:alice@pbx.acme.com', /^sip:[a-z]{5}@[a-z]{3}\.[a-z]{4}\.example$/],
    ['sip:2001:470::7', /^sip:2001:db8:/],
    ['[2001:470::7]:5060', /^\[2001:db8:[0-9a-f:]+\]:5060$/],
    ['127.0.0.1', /^127\.0\.0\.1$/],
    ['m=audio 16428 RTP/AVP 0 101\na=rtpmap:101 telephone-event/8000', /^m=audio 16428 RTP\/AVP 0 101\na=rtpmap:101 telephone-event\/8000$/],
  ])('keeps the format of %s', (value, expected) => {
    expect(valueOf(value)).toMatch(expected)
  })

  it.each([
    ['Event-Date-Timestamp', '1795312351573923'],
    ['Channel-State', 'CS_ROUTING'],
    ['variable_duration', '3600'],
    ['variable_ep_codec_string', 'CORE_PCM_MODULE.PCMU@8000h@20i@64000b'],
    ['Caller-Caller-ID-Name', 'Outbound Call'],
    ['variable_rtp_audio_in_media_bytes', '123456'],
  ])('keeps %s, which the switch writes', (name, value) => {
    expect(valueOf(value, name)).toBe(value)
  })

  it('replaces passwords', () => {
    expect(valueOf('s3cret', 'variable_sip_auth_password')).not.toContain('s3cret')
    expect(valueOf('abcdef', 'variable_vm-password')).not.toContain('abcdef')
  })

  it('replaces every word of a text message, and keeps its ids ids', () => {
    const { body } = change([['Event-Name', 'MESSAGE']], 'Meet Bob at 5 pm 74a13b1b-9420-49e6-b21e-48858031f59e')
    expect(body).toMatch(/^\w{4} \w{3} \w\w \d \w\w [0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/)
    expect(body).not.toMatch(/Meet|Bob/)
  })

  it('keeps octets that are no UTF-8 and replaces beside them', () => {
    const changed = valueOf('\xff15551234567\xfe')
    expect(changed).toMatch(/^\xff\d{11}\xfe$/)
    expect(changed).not.toContain('15551234567')
  })

  it('keeps the leading digits that it is told to', () => {
    const pseudonymise = createPseudonymiser(KEY, 4)
    const [number, extension] = pseudonymise(eventOf([['x', '15551234567'], ['y', '1000']])).headers
    expect(number?.[1]).toMatch(/^1555\d{7}$/)
    expect(number?.[1]).not.toBe('15551234567')
    expect(extension?.[1]).toMatch(/^\d{4}$/)
  })
})
