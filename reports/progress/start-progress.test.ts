import { Writable } from 'node:stream'
import { stripVTControlCharacters } from 'node:util'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { startProgress } from './start-progress.ts'

const STEPS = [{ title: 'Start' }, { title: 'Measure' }, { title: 'Check', notes: true }, { title: 'Write' }]

beforeEach(() => {
  vi.stubEnv('CI', '')
  vi.stubEnv('TERM', 'xterm')
})
afterEach(() => {
  vi.unstubAllEnvs()
})

/** A stream like that of a terminal, or of a pipe, with what was written to it. */
function startStream(terminal?: { readonly columns: number }) {
  const written: string[] = []
  const sink = new Writable({
    write(chunk, _encoding, done) {
      written.push(String(chunk))
      done()
    },
  })
  const stream = Object.assign(sink, terminal ? { isTTY: true, rows: 40, ...terminal } : { isTTY: false })
  const lines = (): string[] => stripVTControlCharacters(written.join('')).split('\n').filter((line) => line !== '')
  return { written, lines, stream: stream as unknown as NodeJS.WriteStream }
}

/** The list runs by promises of its own: what it shows is waited for. */
const shows = (lines: () => string[], line: string): Promise<void> => vi.waitFor(() => expect(lines()).toContain(line))

describe('startProgress() without a terminal', () => {
  test('adds a line when a step begins and ends, without any escape', async () => {
    const { written, lines, stream } = startStream()
    const progress = startProgress({ steps: STEPS, stream })
    progress.begin(0)
    await shows(lines, '❯ Start')
    progress.begin(1)
    await shows(lines, '❯ Measure')
    await progress.end()
    expect(lines().map((line) => line.replace(/ \[.*\]/, ''))).toEqual([
      '❯ Start',
      '✔ Start',
      '❯ Measure',
      '✔ Measure',
      '❯ Check',
      '↓ Check',
      '❯ Write',
      '↓ Write',
    ])
    expect(written.join('').replaceAll(/\u001b\[\d+m/g, '')).not.toContain('\u001b')
  })

  test('tells where a step stands now and then, and at once in a new step', async () => {
    const { lines, stream } = startStream()
    let ms = 0
    const progress = startProgress({ steps: STEPS, stream, now: () => ms })
    for (const second of [0, 1, 2, 3, 4, 5, 6, 7]) {
      ms = second * 1000
      if (second === 0 || second === 6) progress.begin(second === 0 ? 0 : 1)
      progress.update({ stand: `${second} s`, text: 'calls' })
    }
    await progress.end()
    expect(lines().filter((line) => line.includes('calls'))).toEqual(['› 0 s  calls', '› 5 s  calls', '› 6 s  calls'])
  })

  test('adds every note and shows control characters instead of performing them', async () => {
    const { lines, stream } = startStream()
    const progress = startProgress({ steps: STEPS, stream })
    progress.begin(2)
    progress.note('✗ esl/login \u001b[2J')
    progress.note('✗ ws/auth')
    await progress.end()
    expect(lines()).toEqual(expect.arrayContaining(['› ✗ esl/login \\x1b[2J', '› ✗ ws/auth']))
  })

  test('says at which step it was stopped', async () => {
    const { lines, stream } = startStream()
    const progress = startProgress({ steps: STEPS, stream })
    progress.begin(0)
    await shows(lines, '❯ Start')
    progress.begin(1)
    await shows(lines, '❯ Measure')
    await progress.end('stopped')
    await progress.end('stopped')
    expect(lines().at(-1)).toBe('✖ Measure [FAILED: stopped]')
    expect(lines().join()).not.toContain('Check')
  })

  test('is silent when quiet', async () => {
    const { written, stream } = startStream()
    const progress = startProgress({ steps: STEPS, stream, quiet: true })
    progress.begin(0)
    progress.update({ text: 'calls' })
    progress.note('note')
    await progress.end()
    expect(written).toEqual([])
  })
})

describe('startProgress() on a terminal', () => {
  test('ticks off steps and keeps the newest standing and every note', async () => {
    const { lines, stream } = startStream({ columns: 80 })
    const progress = startProgress({ steps: STEPS, stream })
    progress.begin(1)
    await shows(lines, '❯ Measure')
    for (const second of [1, 2, 3]) progress.update({ stand: `${second} s of 3 s`, text: `${second}0/s calls` })
    await shows(lines, '❯ Measure  3 s of 3 s')
    progress.begin(2)
    progress.note('✗ esl/login')
    await shows(lines, '  › ✗ esl/login')
    await progress.end()
    const final = lines().slice(lines().lastIndexOf('↓ Start'))
    expect(final.map((line) => line.replace(/ \[.*\]/, ''))).toEqual(['↓ Start', '✔ Measure', '✔ Check', '  › ✗ esl/login', '↓ Write'])
  })

  test('takes a terminal that cannot repaint for none', async () => {
    for (const [name, value] of [['TERM', 'dumb'], ['CI', 'true']] as const) {
      vi.stubEnv(name, value)
      const { written, stream } = startStream({ columns: 80 })
      const progress = startProgress({ steps: STEPS, stream })
      progress.begin(0)
      await progress.end()
      expect(written.join('')).not.toMatch(/\u001b\[\d*[A-K]/)
      vi.unstubAllEnvs()
    }
  })
})

