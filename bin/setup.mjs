// Plain JavaScript that needs nothing but Node: it runs before anything is installed.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('..', import.meta.url))

const LOWEST = [20, 19]
const EXIT_BROKEN = 3

/** Ends the process with one clear line when this Node is too old. */
export function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major > LOWEST[0] || (major === LOWEST[0] && minor >= LOWEST[1])) return
  fail(`callstorm needs Node ${LOWEST.join('.')} or newer: this is ${process.versions.node}`)
}

/** Installs the dependencies exactly as locked, when they are missing or not those of the lockfile. */
export function installWhenStale() {
  const why = staleness()
  if (why === undefined) return
  process.stderr.write(`Installing dependencies, since ${why} ...\n`)
  const started = performance.now()
  const { status, error, stdout, stderr } = runNpm(['ci', '--include=dev', '--no-audit', '--no-fund'])
  if (status !== 0) fail(`Cannot install dependencies as "npm ci" must succeed:\n${error?.message ?? `${stdout}${stderr}`}`)
  writeStamp()
  process.stderr.write(`Installed dependencies in ${((performance.now() - started) / 1000).toFixed(0)} s\n`)
}

const path = (name) => `${root}${name}`
const stampFile = path('node_modules/.callstorm-lock')

/** Why the installed packages cannot be used, or undefined. */
function staleness() {
  if (!existsSync(path('node_modules'))) return 'there are none yet'
  if (readText(stampFile) === fingerprint()) return undefined
  if (!matchesLock()) return 'package-lock.json says others than those that are installed'
  // Somebody else installed the right ones.
  writeStamp()
  return undefined
}

/** Compiled packages are made for one version of Node's interface and one platform. */
function fingerprint() {
  const lock = createHash('sha256').update(readFileSync(path('package-lock.json'))).digest('hex')
  return `${lock} ${process.versions.modules} ${process.platform} ${process.arch}\n`
}

function writeStamp() {
  writeFileSync(stampFile, fingerprint())
}

/** Whether npm's own note of what it installed names every package of the lockfile that this platform needs. */
function matchesLock() {
  const installed = readPackages('node_modules/.package-lock.json')
  const locked = readPackages('package-lock.json')
  if (installed === undefined || locked === undefined) return false
  return Object.entries(locked).every(([name, entry]) => {
    if (name === '') return true
    const found = installed[name]
    return found === undefined ? entry.peer === true || mayBeMissing(entry) : found.version === entry.version
  })
}

/** An optional package is left out when it cannot be built, and when it is made for another platform. */
function mayBeMissing({ optional, os, cpu, libc }) {
  if (optional !== true) return false
  const isForAll = os === undefined && cpu === undefined
  const { glibcVersionRuntime } = process.report?.getReport().header ?? {}
  const ownLibc = glibcVersionRuntime === undefined ? 'musl' : 'glibc'
  const excludes = (list, own) => list !== undefined && !list.includes(own)
  return isForAll || excludes(os, process.platform) || excludes(cpu, process.arch) || (process.platform === 'linux' && excludes(libc, ownLibc))
}

function readPackages(name) {
  try {
    return JSON.parse(readFileSync(path(name), 'utf8')).packages
  } catch {
    return undefined
  }
}

function readText(file) {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}

function runNpm(parameters) {
  const options = { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], maxBuffer: 64 * 1024 * 1024 }
  const npm = process.env['npm_execpath']
  return npm?.endsWith('.js')
    ? spawnSync(process.execPath, [npm, ...parameters], options)
    : spawnSync('npm', parameters, { ...options, shell: process.platform === 'win32' })
}

function fail(message) {
  process.stderr.write(`${message}\n`)
  process.exit(EXIT_BROKEN)
}
