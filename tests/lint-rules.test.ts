import { spawnSync } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

const ROOT = new URL('..', import.meta.url).pathname

/** Imports that the architecture forbids: the importing file, then what it imports. */
const FORBIDDEN = [
  ['harness/runner/a.ts', '../../scenarios/index.ts'],
  ['harness/runner/b.ts', '../../reports/html.ts'],
  ['harness/runner/c.ts', '../../bridges/reference/bridge.ts'],
  ['harness/runner/d.ts', '../commands/run.ts'],
  ['harness/index.ts', './commands/run.ts'],
  ['harness/runner/e.ts', 'hdr-histogram-js'],
  ['harness/model/a.ts', '../ledger/ledger.ts'],
  ['harness/model/b.ts', '../../simulators/freeswitch/bus.ts'],
  ['harness/model/c.ts', '../../simulators/traffic/workload.ts'],
  ['harness/model/d.ts', 'node:fs'],
  ['harness/model/e.ts', 'zod'],
  ['harness/ledger/a.ts', '../load/crew.ts'],
  ['harness/ledger/sub/b.ts', '../../probes/subscriber.ts'],
  ['harness/metrics/a.ts', '../target/profile.ts'],
  ['simulators/timing/a.ts', '../traffic/random.ts'],
  ['simulators/traffic/a.ts', '../freeswitch/bus.ts'],
  ['simulators/traffic/sub/b.ts', '../../../harness/index.ts'],
  ['simulators/freeswitch/a.ts', '../softswitch/machine.ts'],
  ['simulators/freeswitch/codec/b.ts', '../../softswitch/machine.ts'],
  ['simulators/softswitch/a.ts', '../freeswitch/bus.ts'],
  ['simulators/softswitch/b.ts', '../../harness/lifecycle/wait-until.ts'],
  ['reports/a.ts', '../harness/runner/run.ts'],
  ['reports/sub/b.ts', '../../harness/index.ts'],
  ['reports/c.ts', '../simulators/traffic/workload.ts'],
  ['reports/d.ts', 'hdr-histogram-js'],
  ['scenarios/load/a.ts', '../../harness/model/scenario.ts'],
  ['scenarios/load/b.ts', '../../harness/runner/run.ts'],
  ['scenarios/c.ts', '../reports/html.ts'],
  ['bridges/mine/a.ts', '../../harness/contract/events.ts'],
  ['bridges/mine/b.ts', '../../simulators/timing/clock.ts'],
] as const

const ALLOWED = [
  ['harness/cli.ts', '../scenarios/index.ts'],
  ['harness/commands/run.ts', '../../reports/html.ts'],
  ['harness/runner/ok.ts', '../load/crew.ts'],
  ['harness/runner/ok2.ts', '../../simulators/freeswitch/bus.ts'],
  ['harness/metrics/ok.ts', 'hdr-histogram-js'],
  ['harness/ledger/ok.ts', '../metrics/histogram.ts'],
  ['simulators/traffic/ok.ts', '../timing/clock.ts'],
  ['simulators/freeswitch/ok.ts', '../traffic/random.ts'],
  ['simulators/softswitch/ok.ts', '../timing/clock.ts'],
  ['reports/ok.ts', '../harness/model/run-record.ts'],
  ['reports/fixtures/ok.ts', 'hdr-histogram-js'],
  ['scenarios/load/ok.ts', '../../harness/index.ts'],
  ['scenarios/load/ok2.ts', '../../simulators/traffic/mixes.ts'],
  ['bridges/mine/ok.ts', './config.ts'],
] as const

interface Diagnostic {
  readonly code: string
  readonly filename: string
}

let tree = ''
let diagnostics: readonly Diagnostic[] = []
beforeAll(() => {
  tree = mkdtempSync(join(tmpdir(), 'callstorm-test-lint-'))
  copyFileSync(join(ROOT, '.oxlintrc.json'), join(tree, '.oxlintrc.json'))
  for (const [file, imported] of [...FORBIDDEN, ...ALLOWED]) write(file, `import { it } from '${imported}'\nexport const its = it\n`)
  write('harness/model/types.ts', `import type { It } from '../../simulators/traffic/workload.ts'\nexport type Its = It\n`)
  write('harness/runner/re-export.ts', `export { it } from '../../scenarios/index.ts'\n`)
  write('harness/rig/one.ts', `import { two } from './two.ts'\nexport const one = (): unknown => two\n`)
  write('harness/rig/two.ts', `import { one } from './one.ts'\nexport const two = (): unknown => one\n`)
  for (const folder of ['reports/chart', 'simulators/timing', 'simulators/freeswitch/calls']) {
    write(`${folder}/three.ts`, `import { four } from './four.ts'\nexport type Three = string\nexport const three = four\n`)
    write(`${folder}/four.ts`, `import type { Three } from './three.ts'\nexport const four: Three = ''\n`)
  }
  const linter = spawnSync(join(ROOT, 'node_modules/.bin/oxlint'), ['--format', 'json', '.'], { cwd: tree, encoding: 'utf8' })
  const report: { diagnostics: Diagnostic[] } = JSON.parse(linter.stdout)
  diagnostics = report.diagnostics
})
afterAll(() => rmSync(tree, { recursive: true, force: true }))

function write(file: string, text: string): void {
  mkdirSync(dirname(join(tree, file)), { recursive: true })
  writeFileSync(join(tree, file), text)
}

const complaints = (code: string): string[] => diagnostics.filter((diagnostic) => diagnostic.code === code).map(({ filename }) => filename)

describe('.oxlintrc.json', () => {
  test.each(FORBIDDEN)('.oxlintrc.json forbids that %s imports %s', (file) => {
    expect(complaints('eslint(no-restricted-imports)')).toContain(file)
  })

  test.each(ALLOWED)('.oxlintrc.json allows that %s imports %s', (file) => {
    expect(complaints('eslint(no-restricted-imports)')).not.toContain(file)
  })

  test('.oxlintrc.json lets the model import types of the traffic', () => {
    expect(complaints('eslint(no-restricted-imports)')).not.toContain('harness/model/types.ts')
  })

  test('.oxlintrc.json sees an import in a re-export', () => {
    expect(complaints('eslint(no-restricted-imports)')).toContain('harness/runner/re-export.ts')
  })

  test('.oxlintrc.json forbids cycles', () => {
    expect(complaints('import(no-cycle)')).toEqual(expect.arrayContaining(['harness/rig/one.ts', 'harness/rig/two.ts']))
  })

  test('.oxlintrc.json forbids cycles of types as well, but among live calls', () => {
    const inCycles = complaints('import(no-cycle)')
    expect(inCycles).toEqual(expect.arrayContaining(['reports/chart/three.ts', 'reports/chart/four.ts', 'simulators/timing/three.ts', 'simulators/timing/four.ts']))
    expect(inCycles).not.toContain('simulators/freeswitch/calls/three.ts')
  })
})
