import { readdirSync, readFileSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { profileTemplates, sampleView } from '../harness/target/profile-templates.ts'
import { profileSchema } from '../harness/target/profile-schema.ts'
import { loadProfile } from '../harness/target/profile.ts'
import { renderTemplate } from '../harness/target/template.ts'
import { parse } from 'yaml'

const FOLDER = new URL('../docs/samples/', import.meta.url).pathname
const SAMPLES = readdirSync(FOLDER).filter((name) => name.endsWith('.bridge.yaml'))
const KEYS = ['BRIDGE_HTTP_KEY', 'BRIDGE_WEBSOCKET_KEY', 'BRIDGE_ESL_PASSWORD']

beforeEach(() => {
  for (const name of KEYS) process.env[name] = 'sample'
})
afterEach(() => {
  for (const name of KEYS) delete process.env[name]
})

test('there are samples for a process in three languages, a container and a running bridge', () => {
  expect(SAMPLES.map((name) => name.split('.')[0])).toEqual(['container', 'external', 'go', 'node', 'python'])
})

describe.each(SAMPLES)('docs/samples/%s', (name) => {
  test(`${name} is a valid profile`, () => {
    expect(loadProfile(`${FOLDER}${name}`, undefined).name).toBe(`bridge-${name.split('.')[0]}`)
  })

  test(`${name} fills in the nodes, doors and keys that its bridge needs`, () => {
    const profile = profileSchema.parse(parse(readFileSync(`${FOLDER}${name}`, 'utf8')))
    const view = sampleView()
    const filled = profileTemplates(profile).map(({ text }) => renderTemplate(text, view)).join('\n')
    expect(filled).toContain('4875')
    expect(filled).toContain('sample')
    if (profile.kind !== 'external') expect(filled).toMatch(/127\.0\.0\.1:8021[\s\S]*127\.0\.0\.1:8021/)
  })

  test(`${name} is shown in the page that explains it`, () => {
    const page = readFileSync(new URL('../docs/test-your-own-bridge.md', import.meta.url), 'utf8')
    expect(page).toContain(`(samples/${name})`)
  })
})
