import { once } from 'node:events'
import { createServer } from 'node:net'
import { describe, expect, test } from 'vitest'
import { examineEngine } from './examine-engine.ts'
import { examineLoopback, examinePorts } from './examine-network.ts'
import { examineSimulator } from './examine-simulator.ts'
import { examineCores, examineDescriptors, examineMemory, examineNode } from './examine-system.ts'
import { findingsTable } from './findings-table.ts'

describe('examineNode()', () => {
  test.each([
    ['20.18.3', 'missing'],
    ['20.19.0', 'ok'],
    ['22.0.0', 'ok'],
    ['18.20.0', 'missing'],
  ])('examineNode() judges %s as %s', (version, status) => {
    expect(examineNode(version)).toMatchObject({ status, must: true })
  })
})

describe('examineDescriptors()', () => {
  test('examineDescriptors() says how many subscribers the limit allows', () => {
    const limits = (text: string): string => `Limit  Soft Limit  Hard Limit  Units\nMax open files            ${text}               4096  files\n`
    expect(examineDescriptors(limits('1024'))).toMatchObject({ status: 'limited', means: expect.stringContaining('up to 824 ') })
    expect(examineDescriptors(limits('20000'))).toMatchObject({ status: 'ok', value: '20000 per process' })
    expect(examineDescriptors(limits('unlimited'))).toMatchObject({ status: 'ok', means: expect.stringContaining('any number') })
    expect(examineDescriptors('')).toMatchObject({ status: 'limited', value: 'unknown' })
  })
})

describe('examineCores()', () => {
  test('examineCores() warns of a single core', () => {
    expect([1, 2, 8].map((cores) => examineCores(cores, 'x').status)).toEqual(['limited', 'ok', 'ok'])
  })
})

describe('examineMemory()', () => {
  test('examineMemory() warns when less is free than a run may need', () => {
    expect(examineMemory(400 * 2 ** 20, 2 ** 30)).toMatchObject({ status: 'limited', value: '400 MiB free of 1024 MiB' })
    expect(examineMemory(2 ** 30, 2 ** 31)).toMatchObject({ status: 'ok' })
  })
})

describe('examinePorts()', () => {
  test('examinePorts() tells a taken port from a free one', async () => {
    const blocker = createServer()
    blocker.listen(8021, '127.0.0.1')
    // Where somebody else has the port already it is taken just the same.
    await once(blocker, 'listening').catch(() => undefined)
    const findings = await examinePorts()
    blocker.close()
    expect(findings.find(({ id }) => id === 'port-8021')).toMatchObject({ status: 'limited', value: 'taken (EADDRINUSE)' })
  })
})

describe('examineLoopback()', () => {
  test('examineLoopback() tries addresses by binding them', async () => {
    expect(await examineLoopback()).toMatchObject([
      { id: 'loopback', status: 'ok', must: true },
      { id: 'source-addresses', must: false },
    ])
  })
})

describe('examineEngine()', () => {
  test('examineEngine() says why there is none', async () => {
    const why = 'Cannot use containers as a container engine must be reachable: is Docker running?'
    expect(await examineEngine(() => Promise.reject(new Error(why)))).toMatchObject({
      status: 'limited',
      means: '"--target container" does not work: is Docker running?',
    })
    expect(await examineEngine(async () => ({ version: '20.10' }))).toMatchObject({ status: 'ok', value: '20.10' })
  })
})

describe('findingsTable()', () => {
  test('findingsTable() aligns columns and closes with what cannot work', () => {
    const table = findingsTable([examineNode('18.0.0'), examineCores(2, 'x')])
    expect(table).toBe(
      'missing Node             18.0.0  too old: 20.19 or newer is needed\n' +
        'ok      Processor cores  2 (x)   bridge and harness share them: rates of some thousand events per second\n\n' +
        'callstorm cannot run here: Node (too old: 20.19 or newer is needed)\n',
    )
  })
})

describe('examineSimulator()', () => {
  test('lists the API commands that the simulated FreeSWITCH knows', () => {
    const { value, means } = examineSimulator()
    expect(value).toMatch(/^\d+ commands, \d+ APIs, \d+ applications, 27 faults$/)
    expect(means).toContain(' originate ')
    expect(means).toContain(' uuid_kill ')
  })
})
