import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { MILESTONES } from '../../simulators/traffic/identity.ts'
import { milestoneOf, sampleFields, sampleForm, sampleJson } from './fixtures.ts'
import { FrameScanner } from './frame-scan.ts'
import { emptyFrame, type ScannedFrame } from './scanned-frame.ts'

const runId = 0x4a5b6c7d
const identity = { source: 3, number: 123_456, leg: 2, slot: 777 }

const anyIdentity = fc.record({
  source: fc.integer({ min: 0, max: 63 }),
  number: fc.integer({ min: 0, max: 2 ** 26 - 1 }),
  leg: fc.integer({ min: 0, max: 15 }),
  slot: fc.integer({ min: 0, max: 2 ** 20 - 1 }),
})
const anyMilestone = fc.integer({ min: 1, max: 9 }).map(milestoneOf)

const scanText = (text: string, format: 'json' | 'form' = 'json') => ({
  ...new FrameScanner(runId, format).scan(Buffer.from(text)),
})

describe('FrameScanner', () => {
  it('FrameScanner.scan() finds every identity and milestone in JSON and in form encoding', () => {
    const json = new FrameScanner(runId, 'json')
    const form = new FrameScanner(runId, 'form')
    fc.assert(
      fc.property(anyIdentity, anyMilestone, fc.boolean(), (id, milestone, asterisk) => {
        const found = {
          kind: 'entity',
          ...id,
          leg: asterisk ? undefined : id.leg,
          milestone: MILESTONES.indexOf(milestone),
        }
        expect(json.scan(sampleJson({ runId, identity: id, milestone, asterisk }))).toEqual(found)
        expect(form.scan(sampleForm({ runId, identity: id, milestone, asterisk }))).toEqual(found)
      }),
    )
  })

  it('FrameScanner.scan() does not care for the order of keys nor for white space', () => {
    const fields = sampleFields({ runId, identity, milestone: 'answer' })
    const turned = Object.fromEntries(Object.entries(fields).reverse())
    for (const text of [JSON.stringify(turned), JSON.stringify(fields, null, 2), JSON.stringify(turned, null, '\t')]) {
      expect(scanText(text)).toMatchObject({ kind: 'entity', ...identity, milestone: 3 })
    }
  })

  it('FrameScanner.scan() takes the uniqueid of a call, not another id that it mentions', () => {
    const other = sampleFields({ runId, identity: { ...identity, leg: 0, slot: 1 }, milestone: 'answer' })
    const { uniqueid, ...rest } = sampleFields({ runId, identity, milestone: 'answer' })
    expect(scanText(JSON.stringify({ ...rest, callid: other['callid'], uniqueid }))).toMatchObject(identity)
  })

  it('FrameScanner.scan() is not misled by field names in values', () => {
    const fields = {
      note: '"event":"end","class":"call"',
      from: 'event',
      to: 'class',
      ...sampleFields({ runId, identity, milestone: 'route' }),
    }
    expect(scanText(JSON.stringify(fields))).toMatchObject({ kind: 'entity', milestone: 2 })
    const form = `from=event%3Dend&x_event=end&${sampleForm({ runId, identity, milestone: 'route' }).toString()}`
    expect(scanText(form, 'form')).toMatchObject({ kind: 'entity', milestone: 2 })
  })

  it('FrameScanner.scan() reads escaped names and ids the slow way', () => {
    const text = sampleJson({ runId, identity, milestone: 'end' }).toString()
    const escaped = text
      .replace('"call"', '"\\u0063all"')
      .replace('"end"', '"e\\u006ed"')
      .replaceAll('4a5b', '4\\u00615b')
    expect(escaped).not.toContain('4a5b6c7d')
    expect(scanText(escaped)).toMatchObject({ kind: 'entity', ...identity, milestone: 4 })
    const form = sampleForm({ runId, identity, milestone: 'end' }).toString().replace('class=call', '%63lass=c%61ll')
    expect(scanText(form, 'form')).toMatchObject({ kind: 'entity', ...identity })
  })

  it.each([
    ['machine health', '{"class":"machine","event":"health","timestamp":"1.000000","machine":1}'],
    ['an unknown class', '{"class":"queue","event":"start","uniqueid":"4a5b6c7d-0000-4000-8000-000000000000"}'],
    ['an unknown event', '{"class":"call","event":"dtmf"}'],
    ['an event of another class', '{"class":"message","event":"start"}'],
    ['an escaped unknown class', '{"class":"\\u0071ueue","event":"start"}'],
  ])('FrameScanner.scan() finds %s to be unaddressed', (_, text) => {
    expect(scanText(text).kind).toBe('unaddressed')
  })

  it.each([
    ['nothing', ''],
    ['broken JSON', '{"class":"call","event":"start"'],
    ['an array', '["class","event"]'],
    ['a call without identity', '{"class":"call","event":"start","uniqueid":""}'],
    ['a call of another run', '{"class":"call","event":"start","uniqueid":"11111111-0000-4000-8000-000000000000"}'],
    ['a cut identity', '{"class":"call","event":"start","uniqueid":"4a5b6c7d-0000-4000-8000-00000000"}'],
    [
      'a call that has an id only elsewhere',
      '{"class":"call","event":"start","callid":"4a5b6c7d-0000-4000-8000-000000000000"}',
    ],
    ['a number as class', '{"class":7,"event":"start"}'],
  ])('FrameScanner.scan() finds %s to be unknown', (_, text) => {
    expect(scanText(text).kind).toBe('unknown')
  })

  it('FrameScanner.scan() never throws, whatever comes', () => {
    const json = new FrameScanner(runId, 'json')
    const form = new FrameScanner(runId, 'form')
    const pieces = fc.constantFrom(
      '"class"',
      ':"call"',
      '"event":"',
      'start',
      '"',
      '"uniqueid":"4a5b6c7d-',
      '&',
      'class=',
      'call',
      '%',
      '\\',
      '{',
      '}',
    )
    fc.assert(
      fc.property(fc.array(fc.oneof(pieces, fc.string())), (parts) => {
        const octets = Buffer.from(parts.join(''))
        json.scan(octets)
        form.scan(octets)
        json.timestampUs(octets)
      }),
    )
  })

  it('FrameScanner.scan() takes the names of another bridge by a mapping', () => {
    const scanner = new FrameScanner(runId, 'json', (parsed) => {
      const [kind, what, id] = parsed as string[]
      return { class: kind, event: what, uniqueid: id, timestamp: 1.5 }
    })
    const octets = Buffer.from(
      JSON.stringify(['call', 'end', sampleFields({ runId, identity, milestone: 'end' })['uniqueid']]),
    )
    expect(scanner.scan(octets)).toMatchObject({ kind: 'entity', ...identity, milestone: 4 })
    expect(scanner.timestampUs(octets)).toBe(1_500_000)
  })

  it('FrameScanner.scan() does not take a class for known that is named like a property of every object', () => {
    for (const name of ['constructor', '__proto__', 'toString']) {
      const escaped = `\\u00${name.charCodeAt(0).toString(16)}${name.slice(1)}`
      expect(scanText(`{"class":"${escaped}","event":"start"}`).kind).toBe('unaddressed')
    }
  })

  it('FrameScanner.timestampUs() reads whole microseconds, escaped or not', () => {
    const scanner = new FrameScanner(runId, 'json')
    const octets = sampleJson({ runId, identity, milestone: 'end', timestampUs: 1_700_000_000_123_456 })
    expect(scanner.timestampUs(octets)).toBe(1_700_000_000_123_456)
    expect(scanner.timestampUs(Buffer.from('{"timestamp":"\\u0031.5"}'))).toBe(1_500_000)
    expect(scanner.timestampUs(Buffer.from('{}'))).toBeUndefined()
  })
})

describe('FrameScanner that has learnt the shapes of a call', () => {
  const CALLS = ['start', 'route', 'answer', 'end'] as const

  /** The identity of an entity; of anything else there is only its kind. */
  const factsOf = (frame: ScannedFrame): Partial<ScannedFrame> =>
    frame.kind === 'entity' ? { ...frame } : { kind: frame.kind }

  /** A scanner that has seen each event of a call several times. */
  function learntScanner(format: 'json' | 'form', asterisk: boolean): FrameScanner {
    const scanner = new FrameScanner(runId, format)
    const render = format === 'json' ? sampleJson : sampleForm
    for (let turn = 0; turn < 3; turn++) {
      for (const milestone of CALLS) scanner.scan(render({ runId, identity, milestone, asterisk }))
    }
    return scanner
  }

  const styles = [
    ['json', false],
    ['json', true],
    ['form', false],
    ['form', true],
  ] as const

  it.each(styles)('FrameScanner.scan() finds what an unlearnt one finds (%s, asterisk %s)', (format, asterisk) => {
    const render = format === 'json' ? sampleJson : sampleForm
    const learnt = learntScanner(format, asterisk)
    fc.assert(
      fc.property(anyIdentity, anyMilestone, fc.boolean(), fc.boolean(), (id, milestone, style, isOurs) => {
        const octets = render({ runId: isOurs ? runId : runId + 1, identity: id, milestone, asterisk: style })
        expect(factsOf(learnt.scan(octets))).toEqual(factsOf(new FrameScanner(runId, format).scan(octets)))
      }),
    )
  })

  it.each(styles)('FrameScanner.scan() notices every octet that is another (%s, asterisk %s)', (format, asterisk) => {
    const render = format === 'json' ? sampleJson : sampleForm
    for (const milestone of CALLS) {
      const learnt = learntScanner(format, asterisk)
      const octets = render({ runId, identity, milestone, asterisk })
      for (let at = 0; at < octets.length; at++) {
        for (const other of [0, 0x20, 0x22, 0x26, 0x30, 0x5c, 0x67, 0x80 | (octets[at] ?? 0), (octets[at] ?? 0) ^ 1]) {
          const changed = Buffer.from(octets)
          changed[at] = other
          expect(factsOf(learnt.scan(changed))).toEqual(factsOf(new FrameScanner(runId, format).scan(changed)))
        }
      }
    }
  })

  it.each(styles)('FrameScanner.scan() reads no further than a frame goes (%s, asterisk %s)', (format, asterisk) => {
    const render = format === 'json' ? sampleJson : sampleForm
    const learnt = learntScanner(format, asterisk)
    const octets = render({ runId, identity, milestone: 'answer', asterisk })
    for (let length = 0; length < octets.length; length++) {
      // What was read before stands behind the end of the frame.
      const cut = Buffer.from(octets).subarray(0, length)
      expect(factsOf(learnt.scan(cut))).toEqual(factsOf(new FrameScanner(runId, format).scan(cut)))
    }
  })

  it('FrameScanner.scan() finds an identity that has moved, and the one that stands where it was before', () => {
    const learnt = learntScanner('json', false)
    const other = { ...identity, number: 99, slot: 5 }
    const { class: name, event, uniqueid, ...rest } = sampleFields({ runId, identity: other, milestone: 'start' })
    // The text that stands where the identity was is of another call, and is no uniqueid.
    const decoy = sampleFields({ runId, identity, milestone: 'start' })
    for (let turn = 0; turn < 3; turn++) {
      const moved = JSON.stringify({ class: name, event, ...rest, noise: decoy['uniqueid'], uniqueid })
      expect(learnt.scan(Buffer.from(moved))).toMatchObject({ kind: 'entity', ...other, milestone: 1 })
      expect(learnt.scan(sampleJson({ runId, identity, milestone: 'start' }))).toMatchObject(identity)
    }
  })

  it('FrameScanner.scan() is not misled by a value that holds what it expects at that place', () => {
    const learnt = learntScanner('json', false)
    const usual = sampleJson({ runId, identity, milestone: 'start' }).toString()
    // One text that covers the whole of the usual event, quotation marks escaped, at about the same places.
    for (let shift = 0; shift < 40; shift++) {
      const hostile = JSON.stringify({ ['x'.repeat(shift)]: usual, class: 'call', event: 'end' })
      expect(learnt.scan(Buffer.from(hostile)).kind).toBe('unknown')
    }
  })

  it('FrameScanner.scan() finds what an unlearnt one finds, whatever widths and styles come in turn', () => {
    const learnt = new FrameScanner(runId, 'json')
    const widths = fc.integer({ min: 1, max: 12 })
    const event = fc.tuple(anyIdentity, fc.constantFrom(...CALLS), widths, fc.boolean())
    fc.assert(
      fc.property(fc.array(event, { maxLength: 60 }), (events) => {
        for (const [id, milestone, width, asterisk] of events) {
          const fields = sampleFields({ runId, identity: id, milestone, asterisk })
          const octets = Buffer.from(JSON.stringify({ ...fields, machine: 10 ** width }))
          expect(factsOf(learnt.scan(octets))).toEqual(factsOf(new FrameScanner(runId, 'json').scan(octets)))
        }
      }),
    )
  })

  it('FrameScanner.scan() writes into the frame that it is given', () => {
    const learnt = learntScanner('json', false)
    const own = learnt.scan(sampleJson({ runId, identity, milestone: 'end' }))
    const given = emptyFrame()
    const octets = sampleJson({ runId, identity: { ...identity, slot: 8 }, milestone: 'start' })
    expect(learnt.scan(octets, given)).toBe(given)
    expect(given).toMatchObject({ kind: 'entity', slot: 8, milestone: 1 })
    expect(own).toMatchObject({ kind: 'entity', slot: 777, milestone: 4 })
  })
})
