import { describe, expect, it } from 'vitest'
import { crowdArrivals } from '../../simulators/traffic/arrival-shapes.ts'
import type { Workload } from '../../simulators/traffic/workload.ts'
import { defaultWorkers, planDuties, planReceivers, planSlots } from './plan-crew.ts'

const workload: Workload = {
  seed: 's',
  arrivals: { kind: 'poisson', perSecond: 80 },
  warmupSeconds: 5,
  durationSeconds: 30,
  freeswitchNodes: 2,
  softswitchMachines: 3,
  subscribers: 2,
  webhooks: 2,
  mix: {
    flows: { answered: 1, busy: 1 },
    talkTime: { medianSeconds: 8, sigma: 0.6 },
    answerDelay: { medianSeconds: 2, sigma: 0.4 },
    registrations: { perSecond: 8, unregisterShare: 0.1, expireShare: 0.05 },
    messages: { perSecond: 2 },
  },
}

describe('planReceivers()', () => {
  it('puts subscribers before webhooks', () => {
    expect(planReceivers(workload).map(({ name }) => name)).toEqual(['websocket-1', 'websocket-2', 'webhook-1', 'webhook-2'])
  })
})

describe('planDuties()', () => {
  it('gives every source and every receiver to exactly one thread', () => {
    const duties = planDuties(workload, '127.0.0.1', undefined)
    const sources = duties.flatMap(({ nodes, machines }) => [...nodes, ...machines].map(({ source }) => source))
    const receivers = duties.flatMap(({ subscribers, sinks }) => [...subscribers, ...sinks.flatMap((sink) => sink.receivers)])
    expect(sources).toEqual([0, 1, 2, 3, 4])
    expect(receivers).toEqual([0, 1, 2, 3])
  })

  it('divides the same sources and receivers among any number of threads', () => {
    const large = { ...workload, subscribers: 7, webhooks: 3 }
    for (const workers of [1, 2, 3, 4, 8, 40]) {
      const duties = planDuties(large, '127.0.0.1', undefined, workers)
      expect(duties.length).toBeLessThanOrEqual(workers)
      const sources = duties.flatMap(({ nodes, machines }) => [...nodes, ...machines].map(({ source }) => source))
      const receivers = duties.flatMap(({ subscribers, sinks }) => [...subscribers, ...sinks.flatMap((sink) => sink.receivers)])
      expect(sources.toSorted((a, b) => a - b)).toEqual([0, 1, 2, 3, 4])
      expect(receivers.toSorted((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
    }
    expect(planDuties(large, '127.0.0.1', undefined, 4)).toHaveLength(4)
  })

  it('never lets a thread that sends stamp what arrives', () => {
    for (const { nodes, machines, subscribers, sinks } of planDuties(workload, '127.0.0.1', undefined)) {
      expect(nodes.length + machines.length === 0 || subscribers.length + sinks.length === 0).toBe(true)
    }
  })

  it('takes ports and passwords of a bridge that is configured already', () => {
    const fixed = { esl: [{ machine: 1, port: 8021, password: 'P' }, { machine: 2, port: 8022, password: 'Q' }], webhooks: [9001, 9002], messaged: undefined }
    const [sources, probes] = planDuties(workload, '127.0.0.1', fixed)
    expect(sources?.nodes.map(({ listenPort, password }) => [listenPort, password])).toEqual([
      [8021, 'P'],
      [8022, 'Q'],
    ])
    expect(probes?.sinks).toEqual([
      { receivers: [2], port: 9001 },
      { receivers: [3], port: 9002 },
    ])
  })
})

describe('defaultWorkers()', () => {
  it('leaves two cores to the bridge where it can', () => {
    expect([1, 2, 4, 6, 64].map(defaultWorkers)).toEqual([2, 2, 2, 4, 8])
  })
})

describe('planSlots()', () => {
  it('grows with the rate and with the length of calls', () => {
    const [base = 0] = planSlots(workload)
    const faster = { ...workload, arrivals: { ...workload.arrivals, perSecond: 800 } }
    const longer = { ...workload, mix: { ...workload.mix, talkTime: { medianSeconds: 180, sigma: 0.6 } } }
    const crowd = { ...workload, arrivals: crowdArrivals(80, { factor: 10, atSeconds: 5, riseSeconds: 1, holdSeconds: 3 }) }
    expect(planSlots(faster)[0]).toBeGreaterThan(4 * base)
    expect(planSlots(crowd)[0]).toBe(planSlots(faster)[0])
    expect(planSlots({ ...workload, segment: { part: 1, of: 4 } })[0]).toBeLessThan(base)
    expect(planSlots(longer)[0]).toBeGreaterThan(2 * base)
  })
})
