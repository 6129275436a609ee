import { describe, expect, test } from 'vitest'
import { marksGolden } from './golden/golden-meta.ts'
import { OUTBOUND_PENDING } from './golden/pending.ts'
import { RACES } from './golden/races.ts'
import { replayOutbound } from './golden/replay-outbound.ts'
import { loadTranscripts } from './golden/transcript.ts'

// The recordings were made in UTC.
process.env['TZ'] = 'UTC'

const DEADLINE_MS = 10_000
/** A recording that is not expected to match is not waited for. */
const PENDING_DEADLINE_MS = 500

const recordings = loadTranscripts('outbound')

describe('replayOutbound() of the recordings of a real server', () => {
  const expected = recordings.filter(({ name }) => OUTBOUND_PENDING[name] === undefined)

  test.concurrent.for(expected.map(({ name, about }) => [name, about] as const))('%s: %s', async ([name], context) => {
    marksGolden(context, { family: 'outbound', name })
    const recording = recordings.find((candidate) => candidate.name === name)
    if (recording === undefined) throw new Error(`Cannot replay "${name}" as there is no such recording`)
    expect(await replayOutbound(recording, DEADLINE_MS)).toBeUndefined()
  })

  test('OUTBOUND_PENDING names recordings that do not match, and no others', async (context) => {
    const names = recordings.map(({ name }) => name)
    expect(Object.keys(OUTBOUND_PENDING).filter((name) => !names.includes(name))).toEqual([])
    const pending = recordings.filter(({ name }) => OUTBOUND_PENDING[name] !== undefined)
    for (const { name } of pending) marksGolden(context, { family: 'outbound', name, isPending: true })
    const differences = await Promise.all(pending.map((recording) => replayOutbound(recording, PENDING_DEADLINE_MS)))
    expect(pending.filter((_, index) => differences[index] === undefined).map(({ name }) => name)).toEqual([])
  })

  test('RACES names recordings that match because of it only', async () => {
    const racing = recordings.filter(({ name }) => RACES[name] !== undefined)
    const differences = await Promise.all(
      racing.map((recording) => replayOutbound(recording, PENDING_DEADLINE_MS, { strict: true })),
    )
    expect(racing.filter((_, index) => differences[index] === undefined).map(({ name }) => name)).toEqual([])
  })

  test('sees a recording that differs in one octet', async () => {
    const [recording] = recordings.filter(({ name }) => name === 'connect-async-full')
    const steps = (recording?.steps ?? []).map((step) =>
      step.kind === 'recv' ? { ...step, octets: step.octets.replace('Socket-Mode: async', 'Socket-Mode: asynd') } : step,
    )
    const changed = { name: 'changed', about: '', steps }
    expect(await replayOutbound(changed, PENDING_DEADLINE_MS)).toContain('asynd')
  })
})
