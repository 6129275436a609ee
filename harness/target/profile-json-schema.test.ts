import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, test } from 'vitest'
import { profileJsonSchema } from './profile-json-schema.ts'

describe('profileJsonSchema()', () => {
  test('profileJsonSchema() is what docs/schema/profile.schema.json says (npm test -- -u writes it anew)', async () => {
    await expect(profileJsonSchema()).toMatchFileSnapshot('../../docs/schema/profile.schema.json')
  })

  test('profileJsonSchema() refuses what a profile may not have', () => {
    const validate = new Ajv2020({ allowUnionTypes: true }).compile(JSON.parse(profileJsonSchema()))
    const profile = {
      name: 'sample',
      capabilities: { in: ['esl-inbound'], out: ['websocket'] },
      kind: 'process',
      process: { command: ['node'] },
    }
    expect(validate(profile)).toBe(true)
    expect(validate({ ...profile, proces: {} })).toBe(false)
    expect(validate({ ...profile, capabilities: { in: ['esl'], out: [] } })).toBe(false)
  })
})
