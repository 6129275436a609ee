import { describe, expect, it } from 'vitest'
import { commandsOf } from './esl-commands.ts'

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
