import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { generatedFiles } from '../tools/generated-files.ts'

describe('generatedFiles()', () => {
  it.each([...generatedFiles()])('agrees with %s as it is committed (npm run generate)', (path, text) => {
    expect(readFileSync(new URL(`../${path}`, import.meta.url), 'utf8')).toBe(text)
  })
})
