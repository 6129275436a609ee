import { Ajv } from 'ajv'
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { recordGate } from '../harness/gate/record-gate.ts'
import { recordFixture } from '../harness/merge/record-fixture.ts'
import { sampleCapacity, sampleScaling } from '../reports/fixtures/sample-capacity.ts'
import { hostileConformance, sampleConformance } from '../reports/fixtures/sample-conformance.ts'
import { sampleAb, sampleGate } from '../reports/fixtures/sample-gate.ts'
import { sampleRecord } from '../reports/fixtures/sample-record.ts'
import { renderJson } from '../reports/json.ts'
import { RECORD_KINDS } from '../tools/record-kinds.ts'

const ajv = new Ajv({ allErrors: true, allowUnionTypes: true, strict: true })
const validatorOf = (kind: string) =>
  ajv.compile(JSON.parse(readFileSync(new URL(`../docs/schema/${kind}.schema.json`, import.meta.url), 'utf8')) as object)
const validators = new Map(Object.keys(RECORD_KINDS).map((kind) => [kind, validatorOf(kind)]))

function problemsOf(kind: string, record: object): unknown {
  const validate = validators.get(kind) ?? expect.fail(`there is no schema of ${kind}`)
  return validate(JSON.parse(renderJson(record))) ? [] : validate.errors?.map(({ instancePath, message }) => `${instancePath} ${message}`)
}

describe('published schemas of records', () => {
  test.each([
    ['run', 'a run', sampleRecord()],
    ['run', 'a run whose bridge died', sampleRecord({ diesAt: 20 })],
    ['run', 'a run without figures', recordFixture()],
    ['conformance', 'a conformance run', sampleConformance()],
    ['conformance', 'a conformance run with hostile text', hostileConformance()],
    ['capacity', 'a capacity search', sampleCapacity()],
    ['capacity', 'searches with a law', sampleScaling()],
    ['gate', 'a gate', sampleGate()],
    ['gate', 'a gate as it is made', recordGate([recordFixture()], [recordFixture()], 'command')],
    ['ab', 'a side-by-side comparison', sampleAb()],
  ])('%s.schema.json takes %s', (kind, _title, record) => {
    expect(problemsOf(kind, record)).toEqual([])
  })

  test.each([
    ['run', { ...sampleRecord(), schema: 'callstorm.run/2' }, '/schema must be equal to constant'],
    ['run', { ...sampleRecord(), counters: { 'calls.started': '12' } }, '/counters/calls.started must be number'],
    ['gate', { ...sampleGate(), caveat: undefined }, " must have required property 'caveat'"],
    ['ab', { ...sampleAb(), extra: 1 }, ' must NOT have additional properties'],
    ['capacity', { ...sampleCapacity(), verdict: { status: 'fine', reasons: [] } }, '/verdict/status must be equal to one of the allowed values'],
  ])('%s.schema.json refuses what is none', (kind, record, problem) => {
    expect(problemsOf(kind, record)).toContain(problem)
  })

  test('say what members mean', () => {
    const text = readFileSync(new URL('../docs/schema/run.schema.json', import.meta.url), 'utf8')
    expect(text).toContain('The command line that repeats the run, seed included.')
  })
})
