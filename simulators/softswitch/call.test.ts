import { describe, expect, test } from 'vitest'
import type { CallPlan } from '../traffic/call-plan.ts'
import { packScript } from '../traffic/identity.ts'
import { runCall } from './call.ts'
import { createBenchMachine, type Delivered, eventNames } from './testing/bench-machine.ts'

const plan: CallPlan = {
  number: 7,
  flow: 'answered',
  talkUs: 10_000_000,
  answerDelayUs: 2_000_000,
  caller: { number: '12125550100', name: 'Zoë Abbott' },
  callee: { number: '13035550111', name: 'Ben Costa' },
  transferee: { number: '14045550122', name: 'Elif Novák' },
}
const AT = 1_000_000

/** Replies of the given lengths, one after the other, at once when there is none left. */
function replyAfter(...waitsUs: number[]): (delivered: Delivered) => void {
  return ({ listener, times }) => {
    listener.sent()
    listener.done(times.dueUs + (waitsUs.shift() ?? 0))
  }
}
const dues = (delivered: readonly Delivered[]): number[] => delivered.map(({ times }) => times.dueUs)

describe('runCall()', () => {
  test('runCall() follows the gaps of the flow from the intended time of its arrival', () => {
    const machine = createBenchMachine({}, replyAfter())
    machine.clock.setUs(AT + 700)
    runCall(machine.context, plan, AT)
    machine.runAgenda()
    expect(eventNames(machine.delivered)).toEqual(['start', 'route', 'answer', 'end'])
    expect(dues(machine.delivered)).toEqual([AT, AT + 20_000, AT + 2_020_000, AT + 12_020_000])
  })

  test('runCall() waits for the replies to start and route, and to nothing else', () => {
    const machine = createBenchMachine({}, replyAfter(300_000, 50_000, 70_000))
    runCall(machine.context, plan, AT)
    machine.runAgenda()
    const routeUs = AT + 300_000 + 20_000
    const answerUs = routeUs + 50_000 + 2_000_000
    expect(dues(machine.delivered)).toEqual([AT, routeUs, answerUs, answerUs + 10_000_000])
    expect(machine.notes.latencies).toEqual([['call.routing_delay', AT, 350_000]])
  })

  test('runCall() routes a transferred call again, to another number, and adds that wait', () => {
    const machine = createBenchMachine({}, replyAfter(1000, 2000, 0, 4000))
    runCall(machine.context, { ...plan, flow: 'blind-transfer' }, AT)
    machine.runAgenda()
    expect(eventNames(machine.delivered)).toEqual(['start', 'route', 'answer', 'route', 'end'])
    expect(machine.delivered.map(({ event }) => event['to'])).toEqual([
      plan.callee.number,
      plan.callee.number,
      plan.callee.number,
      plan.transferee.number,
      plan.transferee.number,
    ])
    expect(machine.notes.latencies).toEqual([['call.routing_delay', AT, 7000]])
  })

  test.each([
    ['busy', 'USER_BUSY'],
    ['rejected', 'CALL_REJECTED'],
    ['ringing-no-answer', 'NO_ANSWER'],
    ['caller-cancel', 'ORIGINATOR_CANCEL'],
  ] as const)('runCall() ends a call of flow "%s" without an answer', (flow, cause) => {
    const machine = createBenchMachine()
    runCall(machine.context, { ...plan, flow }, AT)
    machine.runAgenda()
    expect(eventNames(machine.delivered)).toEqual(['start', 'route', 'end'])
    expect(machine.delivered[2]?.event).toMatchObject({ cause })
  })

  test('runCall() does not let an event overtake the unanswered one before it, and keeps its intended time', () => {
    const held: Delivered[] = []
    const machine = createBenchMachine({}, (delivered, nowUs) => {
      delivered.listener.sent()
      if (delivered.event.event === 'answer') held.push(delivered)
      else delivered.listener.done(nowUs)
    })
    runCall(machine.context, plan, AT)
    machine.runAgenda()
    expect(eventNames(machine.delivered)).toEqual(['start', 'route', 'answer'])
    const answerUs = machine.delivered[2]?.times.dueUs ?? 0
    machine.clock.setUs(answerUs + 11_000_000)
    held[0]?.listener.done(machine.clock.nowUs())
    machine.runAgenda()
    expect(machine.delivered[3]?.times).toEqual({ dueUs: answerUs + 10_000_000, readyUs: answerUs + 11_000_000 })
  })

  test('runCall() keeps the journal: what is offered, each event sent with its intended time, the end', () => {
    const machine = createBenchMachine()
    runCall(machine.context, plan, AT)
    expect(machine.context.living.size).toBe(1)
    machine.runAgenda()
    const script = packScript(['start', 'route', 'answer', 'end'])
    expect(machine.notes.opened).toEqual([{ number: 7, script, atUs: AT, endUs: AT + 12_020_000 }])
    expect(machine.notes.sentSteps.map(([slot, step]) => [slot, step])).toEqual([
      [7, 0],
      [7, 1],
      [7, 2],
      [7, 3],
    ])
    expect(machine.notes.sentSteps.map(([, , intendedUs]) => intendedUs)).toEqual(dues(machine.delivered))
    expect(machine.notes.closed).toEqual([7])
    expect(machine.context.living.size).toBe(0)
    expect(Object.fromEntries(machine.notes.counters)).toEqual({
      'calls.offered': 1,
      'calls.started': 1,
      'calls.ended': 1,
    })
  })

  test('runCall() tells the journal of events that nobody could hear, and goes on', () => {
    const machine = createBenchMachine({}, ({ listener, times }) => listener.done(times.dueUs))
    runCall(machine.context, plan, AT)
    machine.runAgenda()
    expect(machine.notes.unobservedSteps).toEqual([
      [7, 0],
      [7, 1],
      [7, 2],
      [7, 3],
    ])
    expect(machine.notes.sentSteps).toEqual([])
    expect(Object.fromEntries(machine.notes.counters)).toEqual({ 'calls.offered': 1 })
  })

  test.each([0, 3_000_000])('runCall() offers what is planned before the end, with replies after %i us', (wait) => {
    const machine = createBenchMachine({ endUs: AT + 2_020_001 }, replyAfter(wait, wait))
    runCall(machine.context, plan, AT)
    machine.runAgenda()
    expect(eventNames(machine.delivered)).toEqual(['start', 'route', 'answer'])
    expect(machine.notes.opened[0]).toMatchObject({
      script: packScript(['start', 'route', 'answer']),
      endUs: AT + 2_020_000,
    })
    expect(machine.notes.closed).toEqual([7])
  })

  test('runCall() records the routing delay of a call that the end of the run cuts after its start', () => {
    const machine = createBenchMachine({ endUs: AT + 1 }, replyAfter(9000))
    runCall(machine.context, plan, AT)
    machine.runAgenda()
    expect(machine.notes.latencies).toEqual([['call.routing_delay', AT, 9000]])
  })

  test('runCall() fills the fields of the contract', () => {
    const machine = createBenchMachine()
    runCall(machine.context, plan, AT)
    machine.runAgenda()
    const id = `1500000000.${String((7 * 64 + 2) * 2 ** 20 + 7).padStart(16, '0')}`
    const call = {
      asteriskid: id,
      callid: id,
      uniqueid: id,
      class: 'call',
      machine: 3,
      from: '12125550100',
      to: '13035550111',
    }
    expect(machine.delivered.map(({ event }) => event)).toEqual([
      { ...call, event: 'start', timestamp: '1700000001.000000', direction: 'inbound', from_name: 'Zoë Abbott' },
      { ...call, event: 'route', timestamp: '1700000001.020000' },
      { ...call, event: 'answer', timestamp: '1700000003.020000' },
      { ...call, event: 'end', timestamp: '1700000013.020000', cause: 'NORMAL_CLEARING', duration: 12 },
    ])
    for (const { event } of machine.delivered) expect(Object.keys(event)).toEqual(Object.keys(event).sort())
  })
})
