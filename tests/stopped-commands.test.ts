import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { readTrace, type TraceLine } from '../harness/trace/read-trace.ts'
import { startCommand, type StartedCommand } from './fixtures/start-command.ts'

let folder = ''
/** For all of them, so that the code is compiled once. */
let temporary = ''
const commands: StartedCommand[] = []
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'callstorm-test-stopped-'))
  temporary = mkdtempSync(join(folder, 'tmp-'))
})
afterEach(() => {
  for (const command of commands.splice(0)) command[Symbol.dispose]()
})
afterAll(() => rmSync(folder, { recursive: true }))

function start(...words: readonly string[]): StartedCommand {
  const command = startCommand(words, temporary)
  commands.push(command)
  return command
}
const callstorm = (...words: readonly string[]): StartedCommand => start('bin/callstorm.mjs', ...words)
const out = (name: string): string => join(folder, name)
const recordIn = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'))

/** Nothing of it runs any more, so that no port of it is open, and nothing of it lies about. */
const NOTHING = { processes: [], temporary: [] }

describe('a command that is stopped', { timeout: 120_000 }, () => {
  it('callstorm run writes the report of what it measured', async () => {
    const run = callstorm('run', 'busy-hour', '--rate', '10', '--duration', '60s', '--warmup', '1s', '--out', out('run'))
    await run.prints(/Measure/)
    expect(await run.stop('SIGTERM')).toMatchObject({ code: 130, ...NOTHING })
    expect(recordIn(join(out('run'), 'latest', 'run.json'))).toMatchObject({ verdict: { status: 'aborted' } })
  })

  it('callstorm conformance writes the report of what it checked', async () => {
    const conformance = callstorm('conformance', '--only', 'ws', '--out', out('conformance'))
    await conformance.prints(/Check the bridge/)
    await conformance.hasBridge()
    expect(await conformance.stop('SIGINT')).toMatchObject({ code: 130, ...NOTHING })
    expect(recordIn(join(out('conformance'), 'conformance.json'))).toMatchObject({ verdict: { status: 'aborted' } })
  })

  it('callstorm saturate prints what it counted', async () => {
    const saturate = callstorm('saturate', '--duration', '60s', '--connections', '2')
    await saturate.prints(/Post over 2 connections/)
    await saturate.hasBridge()
    const { output, ...left } = await saturate.stop('SIGTERM')
    expect(left).toEqual({ code: 130, ...NOTHING })
    expect(output).toContain('Saturation of reference')
  })

  it.each([
    ['SIGINT', ['capacity', '--quick', '--start', '5'], /Search the capacity/, 'Stopped before a capacity was found'],
    ['SIGTERM', ['ab', '--a', 'reference', '--b', 'reference', '--rate', '5'], /take turns/, 'Stopped before anything was decided'],
  ] as const)('at %s callstorm %j concludes nothing and writes nothing', async (signal, words, begun, sentence) => {
    const command = callstorm(...words, '--out', out('none'))
    await command.prints(begun)
    await command.hasBridge()
    const { output, ...left } = await command.stop(signal)
    expect(left).toEqual({ code: 130, ...NOTHING })
    expect(output).toContain(sentence)
    expect(readdirSync(out('none'))).toEqual([])
  })

  it('callstorm simulate and record end as they are meant to, the trace being whole', async () => {
    const simulate = callstorm('simulate', 'freeswitch', '--port', '0', '--calls-per-second', '50')
    const [, address = ''] = await simulate.prints(/listening on (\S+)/)
    const trace = out('trace.gz')
    const record = callstorm('record', '--esl', address, '--out', trace)
    await record.prints(/\d+ events/)
    expect(await record.stop('SIGINT')).toMatchObject({ code: 0, ...NOTHING, output: expect.stringContaining('stopped by you') })
    let last: TraceLine | undefined
    for await (const line of readTrace(trace)) last = line
    expect(last).toMatchObject({ end: { reason: 'stopped' } })
    expect(await simulate.stop('SIGTERM')).toMatchObject({ code: 0, ...NOTHING, output: expect.stringContaining('calls.started') })
  })

  it.each([
    ['the rows of truth', ['bin/truth.mjs', 'freeze'], /freeze: measuring/],
    ['mutants', ['--import', 'tsx', 'tools/run-mutants.ts', 'M01'], /1 mutants and the reference/],
    ['trials of ab', ['--import', 'tsx', 'tools/run-ab-trials.ts', '--trials', '2', '--file', 'FOLDER/trials.json'], /0 of 2 trials are done/],
  ] as const)('%s end with what they started', async (_, words, printed) => {
    const command = start(...words.map((word) => word.replace('FOLDER', folder)))
    await command.prints(printed)
    if (words[0] !== 'bin/truth.mjs') await command.hasBridge()
    expect(await command.stop('SIGTERM')).toMatchObject({ code: 130, ...NOTHING, output: expect.not.stringMatching(/^ +at /m) })
  })
})
