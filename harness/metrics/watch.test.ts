import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { describe, expect, it, vi } from 'vitest'
import { cpuSeconds, descriptorCount, machineTicks, processTree, residentBytes } from './proc.ts'
import { startProcessHealth } from './process-health.ts'
import { startThreadHealth } from './thread-health.ts'
import { startUsage } from './usage.ts'

const clock = { nowUs: () => performance.now() * 1000 }
const soon = { timeout: 10_000, interval: 10 }

/** A process that burns a core and has a child; gone when disposed. */
async function startBurner() {
  const child = 'setInterval(() => {}, 1000)'
  const script = `
    require('child_process').spawn(process.execPath, ['-e', ${JSON.stringify(child)}], { stdio: 'ignore' })
    process.on('SIGTERM', () => process.exit())
    console.log('up')
    ;(function burn() { const end = Date.now() + 20; while (Date.now() < end); setImmediate(burn) })()
  `
  const burner = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'inherit'] })
  await once(burner.stdout, 'data')
  const pid = burner.pid ?? -1
  return {
    pid,
    async [Symbol.asyncDispose]() {
      if (burner.exitCode !== null) return
      const exited = once(burner, 'exit')
      for (const member of processTree(pid).reverse()) process.kill(member, 'SIGKILL')
      await exited
    },
  }
}

/** By processor time: on a busy machine as much of it takes longer. */
const burn = (ms: number): void => {
  const from = process.cpuUsage()
  const burnt = (): number => process.cpuUsage(from).user + process.cpuUsage(from).system
  while (burnt() < ms * 1000);
}

describe('startUsage()', () => {
  it('startUsage() samples processor, memory and descriptors of a process with its children', async () => {
    await using burner = await startBurner()
    using usage = startUsage(burner.pid, { of: 'bridge', clock, everyMs: 50 })
    await vi.waitFor(() => expect(usage.samples().filter((sample) => sample.cpu > 0).length).toBeGreaterThan(2), soon)
    expect(processTree(burner.pid).length).toBe(2)
    for (const { of, cpu, rssBytes, descriptors } of usage.samples()) {
      expect(of).toBe('bridge')
      expect(cpu).toBeGreaterThanOrEqual(0)
      // Two processes of Node hold more than one does.
      expect(rssBytes).toBeGreaterThan(residentBytes(burner.pid) ?? Number.NaN)
      expect(descriptors).toBeGreaterThan(descriptorCount(burner.pid) ?? Number.NaN)
    }
  })

  it('startUsage() leaves the children out when asked to', async () => {
    await using burner = await startBurner()
    await vi.waitFor(() => expect(processTree(burner.pid).length).toBe(2), soon)
    using usage = startUsage(burner.pid, { of: 'harness', clock, everyMs: 50, descendants: false })
    await vi.waitFor(() => expect(usage.samples().length).toBeGreaterThan(0), soon)
    expect(usage.samples()[0]?.descriptors).toBe(descriptorCount(burner.pid))
  })

  it('startUsage() has no samples of a process that is gone', async () => {
    const burner = await startBurner()
    await burner[Symbol.asyncDispose]()
    let asked = 0
    using usage = startUsage(burner.pid, { of: 'bridge', clock: { nowUs: () => ++asked }, everyMs: 5 })
    await vi.waitFor(() => expect(asked).toBeGreaterThan(3), soon)
    expect(usage.samples()).toEqual([])
  })

  it('startUsage() works for a process of another user as far as the system tells', () => {
    // Process 1 is root's, and there is always one.
    expect(cpuSeconds(1)).toBeGreaterThanOrEqual(0)
    expect(residentBytes(1)).toBeGreaterThan(0)
    expect([undefined, 'number']).toContain(descriptorCount(1) === undefined ? undefined : 'number')
  })
})

describe('proc', () => {
  it('cpuSeconds() grows by the time that was burnt', () => {
    const before = cpuSeconds(process.pid) ?? Number.NaN
    burn(200)
    expect((cpuSeconds(process.pid) ?? Number.NaN) - before).toBeGreaterThan(0.05)
  })

  it('descriptorCount() counts a socket that was opened', async () => {
    const before = descriptorCount(process.pid) ?? Number.NaN
    const health = await startThreadHealth()
    expect((descriptorCount(process.pid) ?? Number.NaN) - before).toBeGreaterThanOrEqual(3)
    await health[Symbol.asyncDispose]()
  })

  it('proc readings of no process are undefined, not zero', () => {
    const none = 2 ** 22 + 1
    expect([processTree(none), cpuSeconds(none), residentBytes(none), descriptorCount(none)]).toEqual([
      [],
      undefined,
      undefined,
      undefined,
    ])
    expect(machineTicks()?.total).toBeGreaterThan(0)
  })
})

describe('startThreadHealth()', () => {
  it('startThreadHealth() sees the loop blocked, and the canary late', async () => {
    await using health = await startThreadHealth()
    await vi.waitFor(() => expect(health.read().canaryMs).toBeDefined(), soon)
    health.begin()
    // The monitor measures from its first turn on.
    await vi.waitFor(() => expect(health.read().loopDelayMaxMs).toBeGreaterThan(0), soon)
    burn(120)
    await vi.waitFor(() => {
      const { loopDelayMaxMs, canaryMs } = health.read()
      expect(loopDelayMaxMs).toBeGreaterThan(100)
      expect(canaryMs).toBeGreaterThan(20)
    }, soon)
  })

  it('startThreadHealth() adds up garbage collections and forgets at begin()', async () => {
    await using health = await startThreadHealth()
    const kept: unknown[] = []
    await vi.waitFor(() => {
      for (let i = 0; i < 100_000; i++) kept[i % 5000] = { i, text: `${i}` }
      expect(health.read().gc.totalMs).toBeGreaterThan(0)
    }, soon)
    const { totalMs, longestMs, ownTotalMs, ownLongestMs } = health.read().gc
    expect(longestMs).toBeGreaterThan(0)
    expect(longestMs).toBeLessThanOrEqual(totalMs)
    expect(ownLongestMs).toBeLessThanOrEqual(longestMs)
    expect(ownTotalMs).toBeLessThanOrEqual(totalMs)
    health.begin()
    expect(health.read().gc.totalMs).toBe(0)
  })

  it('startThreadHealth() leaves nothing open, and may be disposed of twice', async () => {
    const before = descriptorCount(process.pid)
    const health = await startThreadHealth()
    await health[Symbol.asyncDispose]()
    await health[Symbol.asyncDispose]()
    await vi.waitFor(() => expect(descriptorCount(process.pid)).toBeLessThanOrEqual(before ?? 0), soon)
  })
})

describe('startProcessHealth()', () => {
  it('startProcessHealth() reads run delay, steal and memory since begin()', () => {
    const health = startProcessHealth()
    health.begin()
    burn(30)
    const { runDelay, steal, peakRssBytes } = health.read()
    expect(runDelay).toBeGreaterThanOrEqual(0)
    expect(runDelay).toBeLessThan(Number.POSITIVE_INFINITY)
    expect(steal).toBeGreaterThanOrEqual(0)
    expect(steal).toBeLessThanOrEqual(1)
    expect(peakRssBytes).toBeGreaterThan(10 * 2 ** 20)
  })
})
