import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { bundleMutant } from './bundle-mutant.ts'
import { bundleMutants } from './bundle-mutants.ts'
import { MUTANTS } from './index.ts'
import { defineMutant } from './mutant.ts'
import { startMutant } from './testing/start-mutant.ts'

const ids = (letter: string, count: number): string[] =>
  Array.from({ length: count }, (_, index) => `${letter}${String(index + 1).padStart(2, '0')}`)

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mutants-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

describe('MUTANTS', () => {
  test('holds 50 core mutants and the further ones, in order, each once', () => {
    expect(MUTANTS.map(({ id }) => id)).toEqual([...ids('M', 50), ...ids('X', 27)])
    expect(new Set(MUTANTS.map(({ name }) => name)).size).toBe(MUTANTS.length)
    expect(MUTANTS.filter(({ name }) => !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(name))).toEqual([])
  })

  test('names for each mutant at least one check, and patches that change something', () => {
    const check = /^(gold|evt|map|esl|eso|ing|sec|mws|ws|post|fwd|rel)\/[a-z0-9]+(-[a-z0-9]+)*$/
    for (const { id, trips, patches } of MUTANTS) {
      expect(trips.length, id).toBeGreaterThan(0)
      expect(trips.filter((trip) => !check.test(trip)), id).toEqual([])
      expect(patches.filter(({ find, replace }) => find === replace), id).toEqual([])
    }
  })

  test('lives in one file for each mutant, named after its id and name', async () => {
    const files = (await readdir(new URL('.', import.meta.url))).filter((file) => /^[mx]\d\d-.*\.ts$/.test(file))
    expect(files.toSorted()).toEqual(MUTANTS.map(({ id, name }) => `${id.toLowerCase()}-${name}.ts`))
  })

  test('yields bridges that start and say that they are ready', async () => {
    const left = [...MUTANTS]
    const started: string[] = []
    const work = async (): Promise<void> => {
      for (let mutant = left.shift(); mutant !== undefined; mutant = left.shift()) {
        await using bridge = await startMutant(await bundleMutant(mutant, folder))
        if ((await bridge.health()) === 'ready') started.push(mutant.id)
      }
    }
    await Promise.all([work(), work(), work()])
    expect(started.toSorted()).toEqual(MUTANTS.map(({ id }) => id))
  }, 120_000)
})

describe('bundleMutant()', () => {
  test('refuses a patch of a file that is not part of the bridge', async () => {
    const patches = [{ file: 'nowhere.ts', find: 'a', replace: 'b' }]
    const stray = defineMutant({ id: 'M00', name: 'stray', fault: 'none', trips: [], patches })
    await expect(bundleMutant(stray, folder)).rejects.toThrow('"nowhere.ts"')
  })
})

describe('bundleMutants()', () => {
  test.each([[[]], [['M99']]])('refuses ids that name nothing: %j', async (given) => {
    await expect(bundleMutants(given)).rejects.toThrow(RangeError)
  })
})
