import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createCommandParser, MAX_BODY_OCTETS, MAX_COMMAND_OCTETS } from './command-parser.ts'
import type { CommandPacket } from './command-parser.ts'

describe('createCommandParser()', () => {
  test.each(['\n\n', '\r\n\r\n', '\n\r\n', '\r\n\n', '\n\r\r\n'])('ends a command at %j', (end) => {
    expect(read(`api version${end}api x${end}`)).toHaveLength(2)
  })

  test('takes CR alone for no line end', () => {
    const parser = createCommandParser()
    parser.append(Buffer.from('api version\r\r'))
    expect(parser.next()).toBeUndefined()
    expect(parser.hasPartial).toBe(true)
    parser.append(Buffer.from('\n\n'))
    expect(commandOf(parser.next())).toBe('api version\r\r\n\n')
    expect(parser.hasPartial).toBe(false)
  })

  test('ignores line ends before a command', () => {
    expect(read('\r\n\n\r\n\n\n')).toEqual([])
    expect(read('\n\n\nexit\n\n').map(commandOf)).toEqual(['exit\n\n'])
  })

  test('keeps a command whole up to 10 MiB and begins another one there', () => {
    const [first, second] = read(`${'x'.repeat(MAX_COMMAND_OCTETS + 3)}\n\n`)
    expect(commandOf(first)).toHaveLength(MAX_COMMAND_OCTETS)
    expect(commandOf(second)).toBe('xxx\n\n')
  })

  test('cuts the text at a NUL, and has no command when it comes first', () => {
    expect(read('api echo a\0b\n\n').map(commandOf)).toEqual(['api echo a'])
    expect(read('\0\0api version\n\n').map(commandOf)).toEqual([undefined])
  })

  test('trims blanks before a value only, and ignores lines without a colon', () => {
    const [packet] = read('sendevent\nA:   1 \nB :\t2\nnothing\n: x\nC:\n\n')
    expect(headersOf(packet)).toEqual([
      ['A', '1 '],
      ['B ', '\t2'],
      ['', 'x'],
    ])
  })

  test('with mixed line ends a line goes up to the first CR', () => {
    const [packet] = read('sendevent\r\nA: 1\nB: 2\r\n\r\n')
    expect(headersOf(packet)).toEqual([['A', '1\nB: 2']])
  })

  test('reads a body where its length stands, and the last of several counts', () => {
    const packets = read('sendevent\ncontent-length: 3\nX: 1\nCONTENT-LENGTH: 2\n\nabcdeexit\n\n')
    expect(bodyOf(packets[0])).toBe('de')
    expect(headersOf(packets[0]).map(([name]) => name)).toEqual(['content-length', 'X', 'CONTENT-LENGTH'])
    expect(commandOf(packets[1])).toBe('exit\n\n')
  })

  test.each([
    ['12abc', 12],
    ['+4', 4],
    ['4.5', 4],
    ['abc', 0],
    ['0', 0],
    ['4294967298', 2],
  ])('takes a length of %s for %d', (length, octets) => {
    const [packet, next] = read(`x\nContent-Length: ${length}\n\n${'b'.repeat(octets)}exit\n\n`)
    expect(bodyOf(packet)).toBe(octets === 0 ? undefined : 'b'.repeat(octets))
    expect(commandOf(next)).toBe('exit\n\n')
  })

  test.each(['-1', '99999999999', '2147483647', String(MAX_BODY_OCTETS + 1)])('refuses a length of %s', (value) => {
    expect(read(`x\nContent-Length: ${value}\n\nabc`)).toEqual([{ kind: 'bad-length', value }])
  })

  test('cuts a body at a NUL', () => {
    expect(bodyOf(read('x\nContent-Length: 7\n\nabc\0def')[0])).toBe('abc')
  })

  test('waits for the rest of a body', () => {
    const parser = createCommandParser()
    parser.append(Buffer.from('x\nContent-Length: 4\n\nab'))
    expect(parser.next()).toBeUndefined()
    expect(parser.awaitsBody).toBe(true)
    parser.append(Buffer.from('cd'))
    expect(bodyOf(parser.next())).toBe('abcd')
  })

  test('gives the same packets for any split of any octets', () => {
    const pieces = fc.constantFrom(
      '\n',
      '\r',
      '\n\n',
      'a',
      ':',
      ' ',
      '\0',
      'Content-Length: 3\n',
      'A[2]: x\n',
      'ARRAY::a|:b',
      '\xff',
    )
    const stream = fc.array(pieces, { maxLength: 40 }).map((list) => list.join(''))
    fc.assert(
      fc.property(stream, fc.array(fc.nat()), (text, cuts) => {
        const edges = [0, ...cuts.map((cut) => cut % (text.length + 1)).sort((a, b) => a - b), text.length]
        const parts = edges.slice(1).map((edge, i) => text.slice(edges[i], edge))
        expect(read(...parts).map(shown)).toEqual(read(text).map(shown))
      }),
      { numRuns: 500 },
    )
  })
})

/** Reads until a length is out of range, as nothing can be read behind it. */
function read(...parts: readonly string[]): CommandPacket[] {
  const parser = createCommandParser()
  const packets: CommandPacket[] = []
  for (const part of parts) {
    if (packets.at(-1)?.kind === 'bad-length') break
    parser.append(Buffer.from(part, 'latin1'))
    for (let packet = parser.next(); packet !== undefined; packet = parser.next()) {
      packets.push(packet)
      if (packet.kind === 'bad-length') break
    }
  }
  return packets
}

function shown(packet: CommandPacket): unknown {
  return packet.kind === 'command' ? [packet.event.headers, packet.event.body] : packet
}

function commandOf(packet: CommandPacket | undefined): string | undefined {
  return packet?.kind === 'command' ? packet.event.get('Command') : undefined
}

function headersOf(packet: CommandPacket | undefined): readonly (readonly [string, unknown])[] {
  return packet?.kind === 'command' ? packet.event.headers.slice(1) : []
}

function bodyOf(packet: CommandPacket | undefined): string | undefined {
  return packet?.kind === 'command' ? packet.event.body : undefined
}
