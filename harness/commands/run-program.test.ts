import { afterEach, describe, expect, it, vi } from 'vitest'
import { Interruption } from '../lifecycle/signals.ts'
import { parsePositive } from './parse-option.ts'
import { createCommand, runProgram } from './run-program.ts'
import { UsageError } from './usage-error.ts'

afterEach(() => {
  process.exitCode = undefined
  vi.restoreAllMocks()
})

/** What a command that throws something writes, and the exit code that it ends with. */
async function endOf(error: Error | undefined, ...words: readonly string[]) {
  const texts: string[] = []
  for (const stream of [process.stdout, process.stderr]) {
    vi.spyOn(stream, 'write').mockImplementation((text) => texts.push(String(text)) > 0)
  }
  const program = createCommand('tool').option('--rate <n>', 'a rate', parsePositive)
  program.action(() => {
    if (error !== undefined) throw error
    process.exitCode = 1
  })
  await runProgram(program, words)
  return { code: process.exitCode, text: texts.join('') }
}

describe('runProgram()', () => {
  it.each([
    [new UsageError('Cannot do so'), 64],
    [Object.assign(new Error('Cannot use it'), { code: 'USAGE' }), 64],
    [new Error('It broke'), 3],
    [new Interruption('SIGTERM'), 130],
  ])('ends with one line and one exit code: %s', async (error, code) => {
    expect(await endOf(error)).toEqual({ code, text: `tool: ${error.message}\n` })
  })

  it('leaves the exit code of a command that came to its end', async () => {
    expect(await endOf(undefined)).toEqual({ code: 1, text: '' })
  })

  it.each([['--nonsense'], ['--rate', 'x'], ['--rate'], ['surplus']])('ends with 64 for %j, which it does not take', async (...words) => {
    const { code, text } = await endOf(undefined, ...words)
    expect(code).toBe(64)
    expect(text).toMatch(/^error: .+\n\(add --help for the accepted options and an example\)\n$/)
  })

  it('takes --help as no failure', async () => {
    expect(await endOf(undefined, '--help')).toMatchObject({ code: 0, text: expect.stringContaining('--rate <n>') })
  })
})
