import { spawnSync } from 'node:child_process'
import { createRequire } from 'node:module'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const ROOT = new URL('..', import.meta.url).pathname
const resolve = createRequire(import.meta.url).resolve
const PAGES = ['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md', 'CHANGELOG.md', 'docs', 'scenarios', 'bridges']

/** What is wrong with the links inside pages: a missing file, picture or heading; empty when nothing is. */
function brokenLinks(folder: string, pages: readonly string[]): string {
  const plugin = `${resolve('remark-validate-links')}=repository:false`
  const { status, stderr } = spawnSync(
    process.execPath,
    [join(ROOT, 'node_modules/remark-cli/cli.js'), '--no-stdout', '--quiet', '--frail', '--no-color', '--use', plugin, ...pages],
    { cwd: folder, encoding: 'utf8' },
  )
  return status === 0 ? '' : stderr
}

test('every link between the pages leads to a file and a heading that are there', () => {
  expect(brokenLinks(ROOT, PAGES)).toBe('')
})

test('a link to a missing file and one to a missing heading are found', () => {
  const folder = mkdtempSync(join(tmpdir(), 'callstorm-test-links-'))
  try {
    writeFileSync(join(folder, 'a.md'), '# Here\n\n[good](#here) [bad](#there) [gone](gone.md)\n')
    const problems = brokenLinks(folder, ['a.md'])
    expect(problems).toContain('#there')
    expect(problems).toContain('gone.md')
    expect(problems).not.toContain('#here')
  } finally {
    rmSync(folder, { recursive: true })
  }
})
