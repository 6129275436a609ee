import { describe, expect, it } from 'vitest'
import { commandsOf, formatOf } from './esl-commands.ts'

const of = (...texts: string[]) => commandsOf({ receivedPieces: texts.map((text, at) => ({ at, octets: Buffer.from(text) })) })

describe('commandsOf()', () => {
  it('cuts at empty lines however the octets came, with the moment of the last one', () => {
    expect(of('auth secr', 'et\n\nevent plain ALL\n', '\nexit').map(({ line, at }) => [line, at])).toEqual([
      ['auth …', 1],
      ['event plain ALL', 2],
    ])
  })
  it('takes a body along', () => {
    expect(of('sendmsg\ncontent-length: 4\n\na\n\nbexit\n\n').map(({ line }) => line)).toEqual(['sendmsg', 'exit'])
  })
})

describe('formatOf()', () => {
  it.each([
    ['event plain ALL', 'plain'],
    ['event CHANNEL_CREATE json CUSTOM sofia::register', 'json'],
    ['event HEARTBEAT CUSTOM json', 'plain'],
    ['EVENT XML ALL', 'xml'],
  ])('finds the format of %j', (line, format) => {
    expect(formatOf([{ line: 'auth …' }, { line }])).toBe(format)
  })
  it('takes the last command that counts', () => {
    expect(formatOf([{ line: 'event plain ALL' }, { line: 'event json ALL' }, { line: 'filter Event-Name X' }])).toBe('json')
    expect(formatOf([])).toBe('plain')
  })
})
