import { stripVTControlCharacters } from 'node:util'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { recordTerminal } from '../../tools/pictures/record-terminal.ts'
import { terminalPage } from '../../tools/pictures/terminal-page.ts'

const PROGRAM = join(import.meta.dirname, 'fixtures/steps.ts')
const SIZE = { columns: 90, rows: 30 }

/** What a terminal shows of the program when it has ended. */
async function shown(variables: readonly string[] = []): Promise<{ readonly written: string; readonly lines: readonly string[] }> {
  await using terminal = recordTerminal(['env', ...variables, process.execPath, '--import', 'tsx', PROGRAM], SIZE)
  const written = await terminal.ended
  const page = await terminalPage(written, 'steps', SIZE)
  const text = page.slice(page.indexOf('<pre>')).replace(/<[^>]*>/g, '')
  return { written, lines: text.split('\n').filter((line) => line !== '') }
}

const withoutTimes = (lines: readonly string[]): string[] => lines.map((line) => line.replace(/ \[.*\]$/, ''))

describe('startProgress() in a pseudo-terminal', () => {
  test('ends as a list of what was done, with everything painted over gone and the result beneath', async () => {
    const { lines, written } = await shown()
    expect(withoutTimes(lines)).toEqual([
      '$ steps',
      '✔ Start the bridge',
      '✔ Check',
      '  › ✗ esl/login fail',
      '↓ Write the report',
      'RESULT',
    ])
    expect(written).toMatch(/\u001b\[32m✔/)
    expect(written.endsWith('\u001b[?25h') || written.includes('\u001b[?25h')).toBe(true)
  })

  test('has no colour with NO_COLOR, and no repainting with CI', async () => {
    expect((await shown(['NO_COLOR=1'])).written).not.toMatch(/\u001b\[[\d;]*m/)
    const { written, lines } = await shown(['CI=true', 'NO_COLOR=1'])
    expect(stripVTControlCharacters(written)).toBe(written)
    expect(withoutTimes(lines)).toContain('❯ Check')
  })
})
