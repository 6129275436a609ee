import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { applyPatches } from '../mutants/apply-patches.ts'
import { slowDown } from './slow-down.ts'

test('slowDown fits the reference bridge as it is', () => {
  const source = readFileSync(new URL('../reference/hub.ts', import.meta.url), 'utf8')
  expect(applyPatches(slowDown, 'hub.ts', source)).toMatch(/accept: \(event\) => \{\n +const until = .*SLOWED_BY_US.*\n +while/)
})
