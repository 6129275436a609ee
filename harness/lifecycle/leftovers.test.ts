import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { abandon, cleanLeftovers, describeLeftovers } from './leftovers.ts'
import { identifyProcess, isRunning, type ProcessIdentity } from './process-identity.ts'
import { openRunNotes } from './run-notes.ts'
import { waitUntil } from './wait-until.ts'

let folder = ''
const children: number[] = []
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'callstorm-test-notes-'))
})
afterEach(() => {
  rmSync(folder, { recursive: true, force: true })
  for (const pid of children.splice(0)) if (identifyProcess(pid)) process.kill(-pid, 'SIGKILL')
})

const noContainers = async (): Promise<number> => 0

/** A process in its own group that has a child of its own; resolves with both once they run. */
async function startFamily(): Promise<{ leader: ProcessIdentity; child: ProcessIdentity }> {
  const script = `const c = require('node:child_process').spawn('sleep', ['600']); console.log(c.pid); setInterval(() => {}, 1000)`
  const started = spawn(process.execPath, ['-e', script], { detached: true, stdio: ['ignore', 'pipe', 'ignore'] })
  children.push(started.pid ?? 0)
  const [line] = await once(started.stdout, 'data')
  const leader = identifyProcess(started.pid ?? 0)
  const child = identifyProcess(Number(String(line)))
  if (!leader || !child) throw new Error('the family did not start')
  return { leader, child }
}

/** Makes the notes in the folder look as if their harness had died. */
function killHarnessOnPaper(): void {
  for (const name of readdirSync(folder)) {
    const file = join(folder, name)
    const [first = '', ...rest] = readFileSync(file, 'utf8').split('\n')
    writeFileSync(file, [first.replace(/"startTime":"[^"]*"/, '"startTime":"before"'), ...rest].join('\n'))
  }
}

describe('cleanLeftovers()', () => {
  test('cleanLeftovers() removes processes with their children, folders and containers of a dead harness', async () => {
    const { leader, child } = await startFamily()
    const temporary = mkdtempSync(join(tmpdir(), 'callstorm-test-left-'))
    const notes = openRunNotes(folder)
    notes.process(leader.pid, 'bridge')
    notes.folder(temporary, 'work folder')
    notes.containers('callstorm.run=abc', 'container')
    const labels: string[] = []
    killHarnessOnPaper()

    const cleaned = await cleanLeftovers({
      folder,
      removeContainers: async (label) => labels.push(label),
    })

    expect(cleaned.map(({ kind, outcome }) => `${kind} ${outcome}`)).toEqual([
      'containers removed',
      'folder removed',
      'process removed',
    ])
    await waitUntil('the whole group ends', () => !isRunning(leader) && !isRunning(child), { withinMs: 5000 })
    expect(existsSync(temporary)).toBe(false)
    expect(labels).toEqual(['callstorm.run=abc'])
    expect(describeLeftovers(cleaned)[2]).toMatch(/^Cleaned up bridge of the run that started at /)
    expect(readdirSync(folder)).toEqual([])
  })

  test('cleanLeftovers() leaves alone what belongs to a harness that still runs', async () => {
    const { leader } = await startFamily()
    using notes = openRunNotes(folder)
    using _note = notes.process(leader.pid, 'bridge')
    expect(await cleanLeftovers({ folder, removeContainers: noContainers })).toEqual([])
    expect(isRunning(leader)).toBe(true)
  })

  test('cleanLeftovers() kills no process that only has the pid of ours', async () => {
    const { leader } = await startFamily()
    openRunNotes(folder).process(leader.pid, 'bridge')
    killHarnessOnPaper()
    const [name = ''] = readdirSync(folder)
    const text = readFileSync(join(folder, name), 'utf8')
    writeFileSync(join(folder, name), text.replaceAll(leader.startTime, 'another start'))
    const cleaned = await cleanLeftovers({ folder, removeContainers: noContainers })
    expect(cleaned).toMatchObject([{ kind: 'process', outcome: 'gone' }])
    expect(describeLeftovers(cleaned)).toEqual([])
    expect(isRunning(leader)).toBe(true)
  })

  test('cleanLeftovers() keeps the notes and the reason when something cannot be removed now', async () => {
    openRunNotes(folder).containers('callstorm.run=abc', 'container')
    killHarnessOnPaper()
    const broken = () => Promise.reject(new Error('the engine is down'))
    const cleaned = await cleanLeftovers({ folder, removeContainers: broken })
    expect(describeLeftovers(cleaned)[0]).toMatch(/^Cannot clean up container of .*: the engine is down$/)
    expect(await cleanLeftovers({ folder, removeContainers: async () => 1 })).toMatchObject([{ outcome: 'removed' }])
  })

  test('cleanLeftovers() removes no folder that is not ours, whatever a note says', async () => {
    const foreign = mkdtempSync(join(tmpdir(), 'somebody-'))
    openRunNotes(folder).folder(foreign, 'folder')
    killHarnessOnPaper()
    expect(await cleanLeftovers({ folder, removeContainers: noContainers })).toMatchObject([{ outcome: 'kept' }])
    expect(existsSync(foreign)).toBe(true)
    rmSync(foreign, { recursive: true })
  })

  test('cleanLeftovers() reads notes whose last line a crash has torn', async () => {
    const { leader } = await startFamily()
    openRunNotes(folder).process(leader.pid, 'bridge')
    killHarnessOnPaper()
    const [name = ''] = readdirSync(folder)
    writeFileSync(join(folder, name), `${readFileSync(join(folder, name), 'utf8')}{"kind":"fol`)
    expect(await cleanLeftovers({ folder, removeContainers: noContainers })).toMatchObject([{ outcome: 'removed' }])
  })
})

describe('openRunNotes()', () => {
  test('openRunNotes() leaves no file behind when everything is gone, and keeps it while something remains', () => {
    const notes = openRunNotes(folder)
    const note = notes.process(process.pid, 'bridge')
    notes[Symbol.dispose]()
    expect(readdirSync(folder)).toHaveLength(1)
    note[Symbol.dispose]()
    notes[Symbol.dispose]()
    expect(readdirSync(folder)).toEqual([])
  })

  test('abandon() kills what remains at once', async () => {
    const { leader, child } = await startFamily()
    using notes = openRunNotes(folder)
    using _note = notes.process(leader.pid, 'bridge')
    abandon(notes.remaining())
    await waitUntil('the group ends', () => !isRunning(leader) && !isRunning(child), { withinMs: 5000 })
  })
})
