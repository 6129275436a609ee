import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { captureLog, type LogCaptureOptions } from './log-capture.ts'
import { createRedactor } from './redact.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'callstorm-test-log-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

async function logOf(chunks: readonly (string | Buffer)[], options: Partial<LogCaptureOptions> & { secrets?: readonly string[] } = {}) {
  const capture = captureLog(join(folder, 'deep', 'bridge.log'), { redactor: createRedactor(options.secrets ?? []), ...options })
  const stream = capture.openStream()
  for (const chunk of chunks) stream.write(Buffer.from(chunk))
  stream.end()
  await capture[Symbol.asyncDispose]()
  return { text: readFileSync(capture.path, 'utf8'), capture }
}

describe('captureLog()', () => {
  test('captureLog() joins lines and characters that were split', async () => {
    const [head, tail] = [Buffer.from('ready é').subarray(0, 7), Buffer.from('ready é').subarray(7)]
    expect((await logOf(['one\ntw', 'o\r\n', head, tail])).text).toBe('one\ntwo\nready é\n')
  })

  test('captureLog() hides secrets raw, percent-encoded and in base64, in a line that comes in pieces too', async () => {
    const secret = 'p&ss/word+1'
    const forms = `${secret} ${encodeURIComponent(secret)} ${Buffer.from(secret).toString('base64')}\n`
    const { text, capture } = await logOf([...forms].map(String), { secrets: [secret] })
    expect(text).toBe(`[redacted] [redacted] [redacted]${'='.repeat((3 - (secret.length % 3)) % 3)}\n`)
    expect(capture.redactions).toBe(3)
  })

  test('captureLog() hides a secret that lies where an overlong line is broken', async () => {
    const secret = 'topsecretkey'
    for (let before = 0; before < 40; before++) {
      const { text } = await logOf([...`${'x'.repeat(before)}${secret}${'y'.repeat(60)}`], { secrets: [secret], maxLine: 20 })
      const joined = text.replaceAll('\n', '')
      expect(joined).toBe(`${'x'.repeat(before)}[redacted]${'y'.repeat(60)}`)
    }
  })

  test('captureLog() bounds the file, keeps the last lines, and says how much it left out', async () => {
    const lines = Array.from({ length: 1000 }, (_, index) => `line ${index}\n`)
    const { text, capture } = await logOf(lines, { maxBytes: 2000, tailLines: 3 })
    expect(statSync(capture.path).size).toBeLessThan(2200)
    expect(text).toMatch(/^line 0\n/)
    expect(text).toMatch(/… \d+ more octets were left out; the last lines are:\nline 997\nline 998\nline 999\n$/)
  })

  test("captureLog() shows control characters of a bridge's last lines instead of obeying them", async () => {
    const { capture } = await logOf(['\u001B[2Jboo\n'])
    expect(capture.tail()).toEqual(['\\x1b[2Jboo'])
  })

  test('captureLog() reports a file that cannot be written', async () => {
    const capture = captureLog(folder, { redactor: createRedactor([]) })
    await expect(capture[Symbol.asyncDispose]()).rejects.toThrow('EISDIR')
  })
})
