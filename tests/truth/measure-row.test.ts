import { afterEach, describe, expect, it, vi } from 'vitest'
import { equal, within } from './check.ts'
import { measureRow } from './measure-row.ts'
import { CannotTell, defineRow, type Observed, type RowDefinition } from './row.ts'
import { runTruth } from './run.ts'

const stage = { signal: new AbortController().signal, folder: '' }

/** A row that finds numbers one after the other, and wants a seven. */
function rowOf(observed: readonly (Observed<number> | Error)[], change: Partial<RowDefinition<number, number>> = {}) {
  let attempt = 0
  return defineRow<number, number>({
    name: 'seven',
    must: 'it is a seven',
    seconds: 0,
    observe: async () => {
      const next = observed[attempt++]
      if (next === undefined || next instanceof Error) throw next ?? new Error('there is no more')
      return next
    },
    formula: (evidence) => evidence,
    wrong: [{ name: 'one too many', of: (evidence) => evidence + 1 }],
    checks: (figure) => [equal('figure', figure, 7)],
    specimen: () => 7,
    ...change,
  })
}

const well = (evidence: number): Observed<number> => ({ evidence, sick: [] })
const sick = (evidence: number): Observed<number> => ({ evidence, sick: ['it coughed'] })

describe('measureRow()', () => {
  it('measureRow() passes what holds and refuses every wrong formula', async () => {
    expect(await measureRow(rowOf([well(7)]), stage)).toMatchObject({ status: 'pass', attempts: 1, because: [] })
  })

  it('measureRow() fails what does not hold at once, on a machine that is well', async () => {
    const because = ['figure must be = 7: measured 8', 'a wrong formula was not refused: accepts anything']
    const row = rowOf([well(8), well(7)], { wrong: [{ name: 'accepts anything', of: () => 7 }] })
    expect(await measureRow(row, stage)).toMatchObject({ status: 'fail', attempts: 1, because })
  })

  it('measureRow() fails when a wrong formula passes, however right the right one is', async () => {
    const row = rowOf([well(7)], { wrong: [{ name: 'the same', of: (evidence) => evidence }] })
    expect(await measureRow(row, stage)).toMatchObject({ status: 'fail', because: ['a wrong formula was not refused: the same'] })
  })

  it('measureRow() measures again on a sick machine, and does not know after three times', async () => {
    expect(await measureRow(rowOf([sick(9), sick(7), well(7)]), stage)).toMatchObject({ status: 'pass', attempts: 3 })
    const because = ['attempt 1: it coughed', 'attempt 2: it coughed', 'attempt 3: it coughed']
    expect(await measureRow(rowOf([sick(7), sick(7), sick(7), well(7)]), stage)).toMatchObject({ status: 'unknown', attempts: 3, because })
  })

  it('measureRow() measures again what is above a limit where noise only adds, and fails what stays above it', async () => {
    const change = { noiseOnlyAdds: true, checks: (figure: number) => [within('figure', figure, '', { atLeast: 0, atMost: 7 })] }
    expect(await measureRow(rowOf([well(9), well(7)], change), stage)).toMatchObject({ status: 'pass', attempts: 2 })
    expect(await measureRow(rowOf([well(9), well(8), well(9), well(7)], change), stage)).toMatchObject({ status: 'fail', attempts: 3 })
    expect(await measureRow(rowOf([well(-3), well(7)], change), stage)).toMatchObject({ status: 'fail', attempts: 1 })
  })

  it('measureRow() tells a machine that lacks something from a harness that broke', async () => {
    expect(await measureRow(rowOf([new CannotTell('no tcpdump')]), stage)).toMatchObject({ status: 'unknown', because: ['no tcpdump'] })
    expect(await measureRow(rowOf([new Error('ouch')]), stage)).toMatchObject({ status: 'broken', because: ['ouch'] })
  })

  it('measureRow() ends with the reason of a stop', async () => {
    const stopped = { ...stage, signal: AbortSignal.abort(new Error('enough')) }
    await expect(measureRow(rowOf([well(7)]), stopped)).rejects.toThrow('enough')
  })
})

describe('runTruth()', () => {
  afterEach(() => {
    process.exitCode = undefined
    vi.restoreAllMocks()
  })

  it.each([
    [['frost'], "error: command-argument value 'frost' is invalid for argument 'rows'. accepted are fixed-delay, "],
    [['freeze', '--widen'], "error: unknown option '--widen'"],
  ])('runTruth() refuses %j as misuse, in one line', async (words, message) => {
    const written = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
    await runTruth(words)
    expect(process.exitCode).toBe(64)
    expect(String(written.mock.calls[0]?.[0])).toContain(message)
  })
})
