import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { MILESTONES } from '../../simulators/traffic/identity.ts'
import { milestoneOf, sampleFields, sampleForm, sampleJson } from './fixtures.ts'
import { FrameScanner } from './frame-scan.ts'

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

  it('FrameScanner.timestampUs() reads whole microseconds, escaped or not', () => {
    const scanner = new FrameScanner(runId, 'json')
    const octets = sampleJson({ runId, identity, milestone: 'end', timestampUs: 1_700_000_000_123_456 })
    expect(scanner.timestampUs(octets)).toBe(1_700_000_000_123_456)
    expect(scanner.timestampUs(Buffer.from('{"timestamp":"\\u0031.5"}'))).toBe(1_500_000)
    expect(scanner.timestampUs(Buffer.from('{}'))).toBeUndefined()
  })
})
