import { describe, expect, test } from 'vitest'
import { parseDocument } from 'yaml'
import { profileDocument } from './profile-document.ts'
import { profileSchema } from './profile-schema.ts'
import { sampleView } from './profile-templates.ts'

const page = profileDocument()
const blocks = [...page.matchAll(/```yaml\n([^`]*)```/g)].map(([, text = '']) => parseDocument(text).toJS() as Record<string, unknown>)

describe('profileDocument()', () => {
  test('profileDocument() has every key with a meaning', () => {
    const rows = page.split('\n').filter((line) => /^\| `[a-z]/i.test(line) && line.split(' | ').length === 4)
    expect(rows.length).toBeGreaterThan(60)
    expect(rows.filter((row) => row.endsWith('|  |'))).toEqual([])
  })

  test('profileDocument() names every variable that a template may have', () => {
    const { env: _any, esl, tls, clock, tuning, ingress, webhooks, ...rest } = sampleView({})
    const below = (prefix: string, object: object): string[] => Object.keys(object).map((name) => `${prefix}.${name}`)
    const wanted = [...below('esl', esl), ...below('tls', tls), ...below('clock', clock), ...below('tuning', tuning), ...Object.keys(ingress), ...Object.keys(webhooks[0] ?? {}), ...Object.keys(rest), 'webhooks', 'ingress']
    expect(wanted.filter((name) => !page.includes(`\`${name}\``))).toEqual([])
  })

  test('profileDocument() has samples that are good profiles', () => {
    const whole = { name: 'sample', capabilities: { in: ['http-post'], out: ['websocket'] }, kind: 'process', process: { command: ['a'] } }
    expect(blocks.length).toBeGreaterThan(3)
    for (const block of blocks) {
      const process = { command: ['a'], ...Object(block['process']) }
      expect(profileSchema.safeParse({ ...whole, ...block, process }).error?.issues ?? []).toEqual([])
    }
  })
})
