import { describe, expect, test } from 'vitest'
import { formatLogLine, logFrame, parseLogLevel } from './log.ts'

describe('parseLogLevel()', () => {
  test.each([
    ['debug', 7],
    ['Console', 0],
    ['disable', -1],
    ['7', 7],
    ['99', 63],
    ['64', undefined],
    ['-1', 0],
    ['error', undefined],
    ['warn', undefined],
    ['', undefined],
  ])('%j is %s', (text, level) => {
    expect(parseLogLevel(text)).toBe(level)
  })
})

describe('logFrame()', () => {
  test('ends the line of an unknown session with a blank', () => {
    const line = { level: 3, file: 'mod_commands.c', function: 'log_function', line: 7247, message: 'hello\0 world\n' }
    const text = formatLogLine(line, 1_795_309_071_484_061.5, 93.2)
    expect(text).toMatch(/^2026-11-2\d \d\d:\d\d:51\.484061 93\.20% \[ERR\] mod_commands\.c:7247 hello$/)
    expect(logFrame(line, text)).toBe(
      `Content-Type: log/data\nContent-Length: ${text.length}\nLog-Level: 3\nText-Channel: 3\nLog-File: mod_commands.c\n` +
        `Log-Func: log_function\nLog-Line: 7247\nUser-Data: \n\n${text}`,
    )
  })
})
