import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'

const ROOT = new URL('..', import.meta.url).pathname

/** Stands for the command line: says what it was given, and ends with the exit code that it is told. */
const CLI = `const [command, ...rest] = process.argv.slice(2)
console.log('arguments', command, ...rest)
if (command === 'break') throw new Error('nobody catches this')
if (command === 'wait') {
  const alive = setInterval(() => undefined, 1000)
  process.on('SIGINT', () => { console.log('interrupted'); clearInterval(alive); process.exitCode = 130 })
  console.log('waiting')
}
if (command === 'talk') {
  setInterval(() => console.log('more'), 1)
  process.stdout.once('error', () => setImmediate(() => process.exit(7)))
}
if (command === 'exit') process.exitCode = Number(rest[0])
`

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'callstorm-test-start-'))
  cpSync(join(ROOT, 'bin'), join(folder, 'bin'), { recursive: true })
  mkdirSync(join(folder, 'harness'))
  writeFileSync(join(folder, 'harness/cli.ts'), CLI)
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }')
  writeFileSync(join(folder, 'package-lock.json'), lockfile('1.0.0'))
  // Stands for npm: counts its calls and installs what the starters need. CommonJS, though the package is not.
  writeFileSync(
    join(folder, 'npm.cjs'),
    `const fs = require('node:fs')
    fs.appendFileSync('npm-calls', process.argv.slice(2).join(' ') + '\\n')
    if (process.env.NPM_FAILS) { console.error('registry is down'); process.exit(1) }
    fs.mkdirSync('node_modules', { recursive: true })
    fs.rmSync('node_modules/tsx', { force: true })
    fs.symlinkSync(${JSON.stringify(join(ROOT, 'node_modules/tsx'))}, 'node_modules/tsx')`,
  )
  writeFileSync(join(folder, 'npm.js'), `import './npm.cjs'`)
})
afterEach(() => rmSync(folder, { recursive: true }))

const lockfile = (version: string, more: object = {}): string => JSON.stringify({ packages: { '': {}, 'node_modules/tsx': { version }, ...more } })
const environment = (more: object = {}): NodeJS.ProcessEnv => ({ ...process.env, npm_execpath: join(folder, 'npm.js'), ...more })

function start(parameters: readonly string[], more: object = {}) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['bin/start.mjs', ...parameters], { cwd: folder, encoding: 'utf8', env: environment(more) })
  return { status, stdout, stderr }
}

function npmCalls(): number {
  try {
    return readFileSync(join(folder, 'npm-calls'), 'utf8').split('\n').length - 1
  } catch {
    return 0
  }
}

describe('bin/start.mjs', () => {
  test('bin/start.mjs installs what is missing, says so, and runs busy-hour', () => {
    const { status, stdout, stderr } = start([])
    expect(stdout).toBe('arguments run busy-hour\n')
    expect(stderr).toMatch(/^Installing dependencies, since there are none yet \.\.\.\nInstalled dependencies in \d+ s\n$/)
    expect(status).toBe(0)
    expect(readFileSync(join(folder, 'npm-calls'), 'utf8')).toBe('ci --include=dev --no-audit --no-fund\n')
  })

  test('bin/start.mjs installs again only when the lockfile has changed', () => {
    start([])
    expect(start(['list']).stderr).toBe('')
    expect(npmCalls()).toBe(1)
    writeFileSync(join(folder, 'package-lock.json'), lockfile('1.0.1'))
    expect(start(['list']).stderr).toContain('package-lock.json says others than those that are installed')
    expect(npmCalls()).toBe(2)
  })

  test('bin/start.mjs takes what somebody else has installed, when it is what the lockfile says', () => {
    mkdirSync(join(folder, 'node_modules'))
    symlinkSync(join(ROOT, 'node_modules/tsx'), join(folder, 'node_modules/tsx'))
    writeFileSync(join(folder, 'node_modules/.package-lock.json'), lockfile('1.0.0'))
    expect(start(['list'])).toEqual({ status: 0, stdout: 'arguments list\n', stderr: '' })
    expect(npmCalls()).toBe(0)
  })

  test('bin/start.mjs misses packages of this platform, as in a folder from another machine, and no others', () => {
    mkdirSync(join(folder, 'node_modules'))
    symlinkSync(join(ROOT, 'node_modules/tsx'), join(folder, 'node_modules/tsx'))
    writeFileSync(join(folder, 'node_modules/.package-lock.json'), lockfile('1.0.0'))
    const elsewhere = { version: '1', optional: true, os: ['elsewhere'], cpu: [process.arch] }
    writeFileSync(join(folder, 'package-lock.json'), lockfile('1.0.0', { 'node_modules/elsewhere': elsewhere }))
    expect(start(['list']).stderr).toBe('')
    const here = { version: '1', optional: true, os: [process.platform], cpu: [process.arch] }
    writeFileSync(join(folder, 'package-lock.json'), lockfile('1.0.0', { 'node_modules/here': here }))
    expect(start(['list']).stderr).toContain('Installing dependencies')
  })

  test('bin/start.mjs ends with 3 and what npm said when it cannot install', () => {
    const { status, stderr } = start([], { NPM_FAILS: '1' })
    expect(status).toBe(3)
    expect(stderr).toContain('Cannot install dependencies as "npm ci" must succeed:\nregistry is down')
  })

  test('bin/start.mjs passes on arguments and exit code', () => {
    expect(start(['exit', '2', '--x=y'])).toMatchObject({ status: 2, stdout: 'arguments exit 2 --x=y\n' })
  })

  test('bin/start.mjs ends with 3, not with the 1 of a missed objective, when the harness breaks', () => {
    expect(start(['break'])).toMatchObject({ status: 3, stderr: expect.stringContaining('nobody catches this') })
  })

  test('bin/start.mjs lets a command end by its own exit code when nobody reads its output any more', async () => {
    start([])
    const child = spawn(process.execPath, ['bin/start.mjs', 'talk'], { cwd: folder, env: environment(), stdio: ['ignore', 'pipe', 'pipe'] })
    let complaint = ''
    child.stderr.on('data', (chunk: Buffer) => (complaint += String(chunk)))
    child.stdout.once('data', () => child.stdout.destroy())
    const [code] = await once(child, 'close')
    expect({ code, complaint }).toEqual({ code: 7, complaint: '' })
  })

  test('bin/start.mjs hands a Ctrl-C to the command once and ends with its exit code', async () => {
    start([])
    const child = spawn(process.execPath, ['bin/start.mjs', 'wait'], { cwd: folder, env: environment(), stdio: ['ignore', 'pipe', 'inherit'] })
    let output = ''
    child.stdout.on('data', (chunk: Buffer) => {
      output += String(chunk)
      if (output.endsWith('waiting\n')) child.kill('SIGINT')
    })
    const [code] = await once(child, 'close')
    expect({ code, output }).toEqual({ code: 130, output: 'arguments wait\nwaiting\ninterrupted\n' })
  })
})
