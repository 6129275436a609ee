import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'

const ROOT = new URL('../..', import.meta.url).pathname

/** What a command in the folder printed and how it ended. */
export interface Outcome {
  readonly status: number | null
  readonly stdout: string
  readonly stderr: string
}

/** A folder with nothing in it but the installed package. */
export interface InstalledPackage {
  readonly folder: string
  /** Runs `npx callstorm …` in the folder with the Node of that major version; `current` is the one of this process. */
  callstorm(node: string, ...parameters: readonly string[]): Outcome
  /** Makes the Node of that major version available, from the registry. */
  installNode(major: string): void
  [Symbol.dispose](): void
}

/** Packs the package and installs the tarball into an empty folder, as a user does. */
export function installPackage(): InstalledPackage {
  const folder = mkdtempSync(join(tmpdir(), 'callstorm-test-package-'))
  const user = join(folder, 'user')
  const run = (command: string, parameters: readonly string[], cwd: string, path = process.env['PATH'] ?? ''): Outcome => {
    const env = { ...process.env, PATH: path, npm_lifecycle_event: undefined, NO_COLOR: '1' }
    return spawnSync(command, parameters, { cwd, encoding: 'utf8', env, maxBuffer: 64 * 1024 * 1024, timeout: 170_000 })
  }
  const npm = (cwd: string, ...parameters: readonly string[]): void => {
    const { status, stdout, stderr } = run('npm', [...parameters, '--no-audit', '--no-fund'], cwd)
    if (status !== 0) throw new Error(`Cannot prepare the package as "npm ${parameters[0]}" must succeed:\n${stdout}${stderr}`)
  }
  const nodeFolder = (major: string): string => join(folder, `node-${major}`)
  const emptyProject = (path: string): void => {
    mkdirSync(path)
    writeFileSync(join(path, 'package.json'), '{ "private": true }\n')
  }
  npm(ROOT, 'pack', '--pack-destination', folder)
  const tarball = readdirSync(folder).find((name) => name.endsWith('.tgz')) ?? ''
  emptyProject(user)
  npm(user, 'install', '--omit=dev', join(folder, tarball))
  return {
    folder: user,
    callstorm: (node, ...parameters) => {
      const path = process.env['PATH'] ?? ''
      return run('npx', ['--no-install', 'callstorm', ...parameters], user, node === 'current' ? path : `${nodeFolder(node)}/node_modules/.bin${delimiter}${path}`)
    },
    installNode: (major) => {
      emptyProject(nodeFolder(major))
      npm(nodeFolder(major), 'install', `node@${major}`)
    },
    [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }),
  }
}
