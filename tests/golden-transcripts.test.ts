import { afterAll, describe, expect, test } from 'vitest'
import { loadTranscripts } from './golden/transcript.ts'
import { PENDING } from './golden/pending.ts'
import { RACES } from './golden/races.ts'
import { replay } from './golden/replay.ts'

const DEADLINE_MS = 10_000
/** A recording that is not expected to match is not waited for. */
const PENDING_DEADLINE_MS = 100

const transcripts = loadTranscripts()
let matched = 0

describe('replay() of the recordings of a real server', () => {
  const expected = transcripts.filter(({ name }) => PENDING[name] === undefined)

  test.each(expected.map(({ name, about }) => [name, about] as const))('%s: %s', async (name) => {
    const transcript = transcripts.find((candidate) => candidate.name === name)
    if (transcript === undefined) throw new Error(`Cannot replay "${name}" as there is no such recording`)
    expect(await replay(transcript, DEADLINE_MS)).toBeUndefined()
    matched++
  })

  test('PENDING names recordings that do not match, and no others', async () => {
    const names = transcripts.map(({ name }) => name)
    expect(Object.keys(PENDING).filter((name) => !names.includes(name))).toEqual([])
    const pending = transcripts.filter(({ name }) => PENDING[name] !== undefined)
    const differences = await Promise.all(pending.map((transcript) => replay(transcript, PENDING_DEADLINE_MS)))
    expect(pending.filter((_, index) => differences[index] === undefined).map(({ name }) => name)).toEqual([])
  })

  test('RACES names recordings that match because of it only', async () => {
    const racing = transcripts.filter(({ name }) => RACES[name] !== undefined)
    const differences = await Promise.all(
      racing.map((transcript) => replay(transcript, PENDING_DEADLINE_MS, { strict: true })),
    )
    expect(racing.filter((_, index) => differences[index] === undefined).map(({ name }) => name)).toEqual([])
  })

  afterAll(() => {
    console.log(
      `recordings of a real server: ${matched} of ${transcripts.length} match, ${Object.keys(PENDING).length} are pending`,
    )
  })
})
