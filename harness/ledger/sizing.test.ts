import { expect, it } from 'vitest'
import { MAX_SLOTS } from '../../simulators/traffic/identity.ts'
import { slotsFor } from './sizing.ts'

it('slotsFor() follows the entities that live at the same time, and the length of a short run', () => {
  expect(slotsFor({ entitiesPerSecond: 100, meanLifeSeconds: 184, runSeconds: 3600 })).toBe(1024 + 2 * 100 * 200)
  expect(slotsFor({ entitiesPerSecond: 100, meanLifeSeconds: 184, runSeconds: 30 })).toBe(1024 + 2 * 100 * 30)
  expect(slotsFor({ entitiesPerSecond: 1e6, meanLifeSeconds: 184, runSeconds: 3600 })).toBe(MAX_SLOTS)
})
