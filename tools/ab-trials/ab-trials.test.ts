import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { sampleAb } from '../../reports/fixtures/sample-gate.ts'
import { calibrateBusy } from './calibrate.ts'
import { summarizeTrials, trialLine } from './summarize-trials.ts'
import { readTrials, type Trial, type TrialFile, writeTrials } from './trial-file.ts'

const metrics = [{ metric: 'ingress.reply.p90', shift: Math.log(1.1), adjustedP: 0.002, status: 'fail' }]
const trial = (status: Trial['status']): Trial => ({ seed: 's', status, because: 'b', rounds: 16, dropped: 1, seconds: 47, repeated: 0, metrics })
const fileOf = (slowdown: number, ...statuses: Trial['status'][]): TrialFile => ({
  settings: { slowdown, busyUs: slowdown * 600, scenario: 'busy-hour', rate: 150, seed: 'x' },
  trials: statuses.map(trial),
})

describe('readTrials()', () => {
  let folder = ''
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'callstorm-trials-'))
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  test('reads what was written, and nothing where nothing was', () => {
    const path = join(folder, 'trials.json')
    expect(readTrials(path)).toBeUndefined()
    writeTrials(path, fileOf(0.1, 'fail'))
    expect(readTrials(path)).toEqual(fileOf(0.1, 'fail'))
  })

  test('refuses what is none, with the place', () => {
    const path = join(folder, 'odd.json')
    writeFileSync(path, JSON.stringify({ ...fileOf(0, 'pass'), trials: [{ status: 'fine' }] }))
    expect(() => readTrials(path)).toThrow(/Cannot go on with .*trials\[0\]\.status/s)
  })
})

describe('summarizeTrials()', () => {
  test('calls fails of one build with itself false alarms, with an interval', () => {
    const text = summarizeTrials(fileOf(0, ...Array.from({ length: 39 }, () => 'pass' as const), 'fail'))
    expect(text).toMatch(/^40 trials of one build with itself$/m)
    expect(text).toMatch(/false alarms \(fail\) +1 of 40 = 2\.5 %, 95 % interval 0\.4 % to 12\.9 %/)
  })

  test('calls them detections where one is slower, and says what the trials found', () => {
    const text = summarizeTrials(fileOf(0.1, 'fail', 'fail', 'pass', 'invalid'))
    expect(text).toMatch(/meant to be 10\.0 % slower: 60 µs/)
    expect(text).toMatch(/detected \(fail\) +2 of 4 = 50\.0 %/)
    expect(text).toMatch(/missed \(pass\) +1 of 4/)
    expect(text).toMatch(/void \(invalid\) +1 of 4/)
    expect(text).toMatch(/ingress\.reply\.p90 +\+10\.0 % in the mean, deviation between trials \+?0\.0 %/)
  })

  test('has a line for each trial', () => {
    expect(trialLine(3, trial('fail'))).toBe('  3  fail     16 rounds, 1 void  47 s  ingress.reply.p90 +10.0 % p 0.0020')
  })
})

describe('calibrateBusy()', () => {
  const pilot = (shift: number) => {
    const record = sampleAb()
    return { ...record, decision: { ...record.decision, metrics: record.decision.metrics.map((one) => ({ ...one, shift })) } }
  }

  test('scales the busy work of the pilot to the slowdown that is wanted', () => {
    expect(calibrateBusy([pilot(Math.log(1.5))], 0.1)).toBe(20)
    expect(calibrateBusy([pilot(Math.log(1.5)), pilot(Math.log(1.3))], 0.1)).toBe(25)
  })

  test('refuses to go by a pilot without effect', () => {
    expect(() => calibrateBusy([pilot(0.001)], 0.1)).toThrow('must show in the latencies: current value is 0.1 %')
  })
})
