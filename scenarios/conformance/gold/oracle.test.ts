import { describe, expect, it } from 'vitest'
import { expectedOf, expectedOfAll } from './oracle.ts'
import { recording, recordings } from './recordings.ts'

const plain = (text: string): Buffer => Buffer.from(`Content-Length: ${Buffer.byteLength(text)}\nContent-Type: text/event-plain\n\n${text}`)
const kindsOf = (name: string): string[] =>
  expectedOfAll(recording(name).frames, { machine: 1 }).map((event) => `${event['class']}/${event['event']}`)
const count = (kinds: readonly string[], kind: string): number => kinds.filter((one) => one === kind).length

describe('expectedOf()', () => {
  it('finds two legs of which one is routed in a bridged call', () => {
    const kinds = kindsOf('sip-bridge-hangup-a')
    expect(['call/start', 'call/route', 'call/answer', 'call/end'].map((kind) => count(kinds, kind))).toEqual([2, 1, 2, 2])
    expect(kinds).toHaveLength(7)
  })

  it('routes a transferred leg again', () => {
    expect(count(kindsOf('sip-blind-transfer'), 'call/route')).toBe(2)
    expect(count(kindsOf('sip-blind-transfer-bleg'), 'call/route')).toBe(2)
  })

  it('finds as many starts and ends as legs in all recordings together', () => {
    const kinds = recordings().flatMap(({ name }) => kindsOf(name))
    expect(count(kinds, 'call/start')).toBe(count(kinds, 'call/end'))
    expect(count(kinds, 'call/start')).toBeGreaterThan(40)
    expect(['registration/register', 'registration/unregister', 'registration/expire', 'machine/health', 'message/receive'].filter((kind) => count(kinds, kind) === 0)).toEqual([])
  })

  it('reads a text with its line feeds', () => {
    const texts = expectedOfAll(recording('sip-message-in-auth').frames, { machine: 3 })
    expect(texts.at(-1)).toEqual({ class: 'message', event: 'receive', timestamp: '1795312359.273917', machine: '3', from: '1000@127.0.0.1', to: '1001@127.0.0.1', body: 'Hello over SIP\r\n' })
  })

  it('fills what is missing with empty text, or zero for a count', () => {
    const end = expectedOf(plain('Event-Name: CHANNEL_HANGUP_COMPLETE\nEvent-Date-Timestamp: 7\nUnique-ID: a\n\n'), { machine: 1 })
    expect(end).toMatchObject({ timestamp: '0.000007', uniqueid: 'a', callid: '', cause: '', duration: '0' })
  })

  it('keeps the first callid of a leg when it is latched', () => {
    const latched = new Map<string, string>()
    const event = (callid: string): Buffer => plain(`Event-Name: CHANNEL_ANSWER\nUnique-ID: a\nChannel-Call-UUID: ${callid}\n\n`)
    expect(['x', 'y'].map((callid) => expectedOf(event(callid), { machine: 1, latched })?.['callid'])).toEqual(['x', 'x'])
    expect(expectedOf(event('y'), { machine: 1 })?.['callid']).toBe('y')
  })

  it('is silent about copies of texts and other subclasses', () => {
    const silent = ['MESSAGE\nproto: global', 'MESSAGE\nproto: sip\nskip_global_process: true', 'CUSTOM\nEvent-Subclass: sofia%3A%3Aregister_attempt', 'CUSTOM\nEvent-Subclass: SMS%3A%3ASEND_MESSAGE\nDelivery-Failure: true']
    expect(silent.map((text) => expectedOf(plain(`Event-Name: ${text}\n\n`), { machine: 1 }))).toEqual([undefined, undefined, undefined, undefined])
  })
})
