import { describe, expect, test } from 'vitest'
import type { Clock } from '../timing/clock.ts'
import { createCountingJournal } from '../traffic/counting-journal.ts'
import { runIdOf } from '../traffic/run-id.ts'
import type { Workload } from '../traffic/workload.ts'
import { executeApi } from './apis/api.ts'
import { EVENT_TYPES } from './events/event-types.ts'
import type { OutgoingEvent } from './events/outgoing.ts'
import { planNodes, startFreeswitch } from './index.ts'

/** One bridged call that talks for half an hour. */
const workload: Workload = {
  seed: 'control',
  arrivals: { kind: 'constant', perSecond: 1 },
  warmupSeconds: 0,
  durationSeconds: 100,
  mix: {
    flows: { 'bridged-hangup-a': 1 },
    talkTime: { medianSeconds: 1800, sigma: 0 },
    answerDelay: { medianSeconds: 1, sigma: 0 },
    registrations: { perSecond: 0, unregisterShare: 0, expireShare: 0 },
    messages: { perSecond: 0 },
  },
  freeswitchNodes: 1,
  softswitchMachines: 0,
  subscribers: 0,
  webhooks: 0,
}

/** A node with so many seconds of traffic behind it, its clock stopped, and a listener of everything. */
async function start(seconds: number) {
  const journal = createCountingJournal()
  let nowUs = 0
  let wake = (): void => {}
  const clock: Clock = { nowUs: () => nowUs, epochUs: (us) => 1_795_311_257_000_000 + Math.round(us) }
  const freeswitch = await startFreeswitch({
    nodes: planNodes(workload),
    workload,
    runId: runIdOf(workload.seed),
    clock,
    pacer: {
      start(run) {
        wake = run
        return { [Symbol.dispose]: () => void (wake = () => {}) }
      },
    },
    journalFor: () => journal,
    instruments: journal,
  })
  const [node] = freeswitch.nodes
  if (node === undefined) throw new Error('no node')
  const heard: { readonly name: string; readonly uuid: string; readonly cause: string; readonly at: number }[] = []
  node.core.attach({
    hasEvents: true,
    offer(event: OutgoingEvent) {
      heard.push({
        name: EVENT_TYPES[event.type] ?? '',
        uuid: event.header('Unique-ID') ?? '',
        cause: event.header('Hangup-Cause') ?? '',
        at: Number(event.header('Event-Date-Timestamp')) - 1_795_311_257_000_000,
      })
      return true
    },
    offerLog: () => undefined,
    flush: () => undefined,
    disconnect: () => undefined,
  })
  const wakeAt = (us: number): void => {
    nowUs = us
    wake()
  }
  for (let us = 0; us <= seconds * 1e6; us += 10_000) wakeAt(us)
  const api = async (line: string): Promise<string> => {
    const [command = '', ...words] = line.split(' ')
    return (await executeApi(node.core, command, words.join(' '))) ?? ''
  }
  const legs = [...new Set(heard.map(({ uuid }) => uuid))].filter((uuid) => uuid !== '')
  return { freeswitch, journal, heard, legs, api, wakeAt }
}

describe('createPlannedLegs()', () => {
  test('createPlannedLegs() lets clients find and look at legs of the traffic', async () => {
    const { freeswitch, legs, api } = await start(2.5)
    await using _ = freeswitch
    const [a = ''] = legs
    expect(await api(`uuid_exists ${a}`)).toBe('true')
    expect(await api(`uuid_exists ${a.slice(0, -1)}x`)).toBe('false')
    expect(await api('show channels count')).toBe(`\n${legs.length} total.\n`)
    expect(await api('show channels')).toContain(`\n${a},inbound,`)
    expect(await api(`uuid_dump ${a} plain`)).toMatch(/Event-Name: \[CHANNEL_DATA\][^]*Channel-State: \[CS_EXECUTE\][^]*variable_uuid: \[/)
    expect(await api(`uuid_getvar ${a} direction`)).toBe('inbound')
    expect(await api(`uuid_setvar ${a} mine yes`)).toBe('+OK\n')
    expect(await api(`uuid_getvar ${a} mine`)).toBe('yes')
    expect(await api(`uuid_getvar ${a} nothing`)).toBe('_undef_')
  })

  test('createPlannedLegs() ends a call at once, with the cause that was asked for, and books what it sends', async () => {
    const { freeswitch, journal, heard, legs, api, wakeAt } = await start(2.5)
    await using _ = freeswitch
    const [a = '', b = ''] = legs
    const before = heard.length
    const living = journal.living
    expect(await api(`uuid_kill ${a} USER_BUSY`)).toBe('+OK\n')
    const ended = heard.slice(before).filter(({ uuid }) => uuid === a || uuid === b)
    const ofA = ended.filter(({ uuid }) => uuid === a)
    expect(ofA.map(({ name }) => name)).toEqual([
      'CHANNEL_HANGUP',
      'CHANNEL_UNBRIDGE',
      'CHANNEL_EXECUTE_COMPLETE',
      'CHANNEL_STATE',
      'CHANNEL_CALLSTATE',
      'CHANNEL_STATE',
      'CHANNEL_HANGUP_COMPLETE',
      'CHANNEL_DESTROY',
      'CHANNEL_STATE',
    ])
    expect(new Set(ended.map(({ at }) => at))).toEqual(new Set([2.5e6]))
    expect(new Set(ofA.map(({ cause }) => cause))).toEqual(new Set(['USER_BUSY']))
    expect(journal.living).toBe(living - 2)
    expect(await api(`uuid_exists ${a}`)).toBe('false')
    expect(await api(`uuid_kill ${a}`)).toBe('-ERR No such channel!\n')
    const after = heard.length
    wakeAt(99e6)
    expect(heard.slice(after).filter(({ uuid }) => uuid === a || uuid === b)).toEqual([])
  })

  test('createPlannedLegs() ends a call that has not been answered', async () => {
    const { freeswitch, heard, legs, api } = await start(1)
    await using _ = freeswitch
    const [a = ''] = legs
    expect(await api('hupall')).toBe('+OK hangup all channels with cause MANAGER_REQUEST\n')
    expect(heard.filter(({ uuid, name }) => uuid === a && name === 'CHANNEL_ANSWER')).toEqual([])
    expect(heard.filter(({ uuid }) => uuid === a).at(-1)).toMatchObject({ name: 'CHANNEL_STATE', cause: 'MANAGER_REQUEST' })
    expect(await api('show channels count')).toBe('\n0 total.\n')
  })
})
