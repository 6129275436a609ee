import { describe, expect, test } from 'vitest'
import { marksGolden } from './golden/golden-meta.ts'
import { loadTranscripts } from './golden/transcript.ts'
import { PENDING } from './golden/pending.ts'
import { RACES } from './golden/races.ts'
import { replay } from './golden/replay.ts'

const DEADLINE_MS = 20_000
/** A hundred thousand events are fired in one of them. */
const TEST_TIMEOUT_MS = 180_000
/** A recording that is not expected to match is not waited for. */
const PENDING_DEADLINE_MS = 100

const transcripts = loadTranscripts()

describe('replay() of the recordings of a real server', { timeout: TEST_TIMEOUT_MS }, () => {
  const expected = transcripts.filter(({ name }) => PENDING[name] === undefined)

  test.for(expected.map(({ name, about }) => [name, about] as const))('%s: %s', async ([name], context) => {
    marksGolden(context, { family: 'transcripts', name })
    const transcript = transcripts.find((candidate) => candidate.name === name)
    if (transcript === undefined) throw new Error(`Cannot replay "${name}" as there is no such recording`)
    expect(await replay(transcript, DEADLINE_MS)).toBeUndefined()
  })

  test('PENDING names recordings that do not match, and no others', async (context) => {
    const names = transcripts.map(({ name }) => name)
    expect(Object.keys(PENDING).filter((name) => !names.includes(name))).toEqual([])
    const pending = transcripts.filter(({ name }) => PENDING[name] !== undefined)
    for (const { name } of pending) marksGolden(context, { family: 'transcripts', name, isPending: true })
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
})
