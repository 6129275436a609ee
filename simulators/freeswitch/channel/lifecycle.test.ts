import { describe, expect, it } from 'vitest'
import type { FsEvent } from '../codec/event.ts'
import { createTimes } from './caller-profile.ts'
import { type Channel, createChannel } from './channel.ts'
import { changeCallState, hangup, hangupComplete, hangupState, report, route } from './lifecycle.ts'
import { momentOf, NO_SPAN } from './moment.ts'
import type { Stage } from './stage.ts'

const NOW = momentOf(1_795_311_257_113_957)

function createStage(): { stage: Stage; events: FsEvent[] } {
  const events: FsEvent[] = []
  const stage: Stage = {
    identity: { coreUuid: 'core', hostname: 'node1', switchname: 'node1', ipv4: '127.0.0.1', ipv6: '' },
    now: () => NOW,
    nextSequence: () => '1',
    span: () => NO_SPAN,
    emit: (event) => events.push(event),
  }
  return { stage, events }
}

function createLeg(): Channel {
  const channel = createChannel({ uuid: 'u1', name: 'null/x', direction: 'inbound', leg: 0 })
  channel.profile = {
    direction: 'inbound',
    logicalDirection: 'inbound',
    username: '',
    dialplan: 'XML',
    callerIdName: '',
    callerIdNumber: '7',
    origCallerIdName: '',
    origCallerIdNumber: '7',
    calleeIdName: '',
    calleeIdNumber: '',
    networkAddr: '',
    ani: '7',
    destinationNumber: '9',
    uniqueId: 'u1',
    source: 'test',
    transferSource: '',
    context: 'public',
    rdnis: '',
    channelName: 'null/x',
    profileIndex: '1',
    times: createTimes(NOW),
  }
  return channel
}

const valuesOf = (event: FsEvent | undefined, name: string): unknown[] =>
  (event?.headers ?? []).filter(([candidate]) => candidate === name).map(([, value]) => value)

describe('changeCallState()', () => {
  it('fires nothing for the same value', () => {
    const { stage, events } = createStage()
    changeCallState(stage, createLeg(), 'DOWN')
    expect(events).toEqual([])
  })

  it('fires nothing after HANGUP', () => {
    const { stage, events } = createStage()
    const leg = createLeg()
    changeCallState(stage, leg, 'HANGUP')
    changeCallState(stage, leg, 'ACTIVE')
    expect(events.length).toBe(1)
    expect(leg.callState).toBe('HANGUP')
  })
})

describe('route()', () => {
  it('rings before it tells of the state, so that the state shows RINGING', () => {
    const { stage, events } = createStage()
    route(stage, createLeg())
    expect(events.map((event) => valuesOf(event, 'Channel-Call-State'))).toEqual([['RINGING'], ['RINGING']])
    expect(events.map((event) => valuesOf(event, 'Channel-State'))).toEqual([['CS_ROUTING'], ['CS_ROUTING']])
  })
})

describe('hangup()', () => {
  it('shows the state that lies ahead and keeps the one that runs', () => {
    const { stage, events } = createStage()
    const leg = createLeg()
    leg.runningState = 'EXECUTE'
    hangup(stage, leg, 'USER_BUSY')
    const [event] = events
    expect([valuesOf(event, 'Channel-State'), valuesOf(event, 'Channel-State-Number')]).toEqual([
      ['CS_EXECUTE'],
      ['10'],
    ])
    expect([valuesOf(event, 'Answer-State'), valuesOf(event, 'Hangup-Cause')]).toEqual([['hangup'], ['USER_BUSY']])
  })
})

describe('hangupComplete()', () => {
  it('carries the cause twice, and as a variable with its number', () => {
    const { stage, events } = createStage()
    const leg = createLeg()
    hangup(stage, leg, 'MANAGER_REQUEST')
    hangupState(stage, leg)
    report(stage, leg)
    hangupComplete(stage, leg)
    const last = events.at(-1)
    expect(valuesOf(last, 'Hangup-Cause')).toEqual(['MANAGER_REQUEST', 'MANAGER_REQUEST'])
    expect(valuesOf(last, 'variable_hangup_cause_q850')).toEqual(['16'])
    expect(valuesOf(last, 'variable_caller_id')).toEqual(['7'])
  })
})
