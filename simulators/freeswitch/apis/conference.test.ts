import { describe, expect, test } from 'vitest'
import type { Calls } from '../calls/calls.ts'
import { createCalls } from '../calls/create-calls.ts'
import { EVENT_TYPES } from '../events/event-types.ts'
import type { OutgoingEvent } from '../events/outgoing.ts'
import { testSwitch } from '../listener-fixture.ts'
import { executeApi } from './api.ts'

/** A node that notes the actions of conferences and the names of other events. */
function startNode() {
  const core = testSwitch()
  const calls: Calls = createCalls(core)
  const heard: string[] = []
  core.attach({
    hasEvents: true,
    offer(event: OutgoingEvent) {
      heard.push(event.header('Action') ?? EVENT_TYPES[event.type] ?? '')
      return true
    },
    offerLog: () => undefined,
    flush: () => undefined,
    disconnect: () => undefined,
  })
  const api = async (line: string): Promise<string> => {
    const [command = '', ...words] = line.split(' ')
    return (await executeApi(core, command, words.join(' '))) ?? ''
  }
  /** Somebody comes into conference `lab`. */
  const join = async (name: string): Promise<string> => {
    const answer = await api(`originate null/${name} &conference(lab@default)`)
    await settle()
    return answer.slice('+OK '.length).trim()
  }
  return { calls, heard, api, join }
}

const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 6; turn++) await new Promise((resolve) => setImmediate(resolve))
}

describe('conference', () => {
  test('conference answers without any conference as the real one does', async () => {
    const { api } = startNode()
    expect(await api('conference list')).toBe('+OK No active conferences.\n')
    expect(await api('conference json_list')).toBe('[]')
    expect(await api('conference xml_list')).toBe('<?xml version="1.0"?>\n<conferences></conferences>\n')
    expect(await api('conference labconf kick 2')).toBe('-ERR Conference labconf not found\n')
  })

  test('conference lists who is in', async () => {
    const { api, join } = startNode()
    const uuid = await join('a')
    const list = await api('conference lab list')
    expect(list).toContain(`\n1;null/a;${uuid};Outbound Call;a;hear|speak|floor;0;0;100\n`)
    expect(await api('conference list')).toBe(list)
    const [room] = JSON.parse(await api('conference json_list')) as [{ member_count: number; members: { id: number }[] }]
    expect(room).toMatchObject({ conference_name: 'lab', member_count: 1, members: [{ id: 1, uuid }] })
    expect(await api('conference lab xml_list')).toContain(`<uuid>${uuid}</uuid>`)
  })

  test.each([
    ['mute 2', '+OK mute 2\n', 'mute-member'],
    ['unmute 2', '+OK unmute 2\n', 'unmute-member'],
    ['deaf 2', '+OK deaf 2\n', 'deaf-member'],
    ['undeaf 2', '+OK undeaf 2\n', 'undeaf-member'],
    ['hold last', '+OK hold 2\n', 'hold-member'],
    ['energy 2 200', 'Energy 2 = 200\n', 'energy-level-member'],
    ['volume_in 2 1', '+OK Volume IN 2 = 1\n', 'volume-in-member'],
    ['volume_out 2 1', '+OK Volume OUT 2 = 1\n', 'volume-out-member'],
    ['dtmf 2 5', '+OK sent 5 to 2\n', 'dtmf-member'],
    ['lock', '+OK lab locked\n', 'lock'],
    ['unlock', '+OK lab unlocked\n', 'unlock'],
    ['play tone_stream://%(200,50,440)', '+OK (play) Playing file tone_stream://%(200,50,440)\n', 'play-file'],
    ['record /tmp/r.wav', '+OK Record file /tmp/r.wav\n', 'start-recording'],
  ])('conference %s answers and fires its event', async (command, answer, action) => {
    const { api, heard, join } = startNode()
    await join('a')
    await join('b')
    const before = heard.length
    expect(await api(`conference lab ${command}`)).toBe(answer)
    expect(heard.slice(before)).toContain(action)
  })

  test('conference mutes all, and says of whom there is none', async () => {
    const { api, join } = startNode()
    await join('a')
    await join('b')
    expect(await api('conference lab mute all')).toBe('+OK mute 1\n+OK mute 2\n')
    expect(await api('conference lab list')).toContain(';hear;0;0;100\n')
    expect(await api('conference lab mute 9')).toBe('-ERR Non-Existant ID 9\n')
    expect(await api('conference lab dance')).toBe("-ERR Conference command 'dance' not found.\n")
  })

  test('conference kicks a member that does not speak, and the conference goes on', async () => {
    const { api, heard, join, calls } = startNode()
    await join('a')
    const b = await join('b')
    const before = heard.length
    expect(await api('conference lab kick 2')).toBe('+OK kicked 2\n')
    await settle()
    expect(heard.slice(before, before + 6)).toEqual([
      'kick-member',
      'API',
      'PRESENCE_IN',
      'play-file',
      'del-member',
      'CODEC',
    ])
    expect(calls.legs.has(b)).toBe(false)
    expect(await api('conference lab count')).toBe('1\n')
  })

  test('conference calls somebody in, and moves a member to another conference', async () => {
    const { api, heard, join } = startNode()
    await join('a')
    expect(await api('conference lab bgdial null/c')).toMatch(/^OK Job-UUID: /)
    await settle()
    expect(heard).toContain('bgdial-result')
    expect(await api('conference lab transfer other 2')).toBe("+OK Member '2' sent to conference other@default.\n")
    await settle()
    expect(await api('conference other count')).toBe('1\n')
    expect(await api('conference lab count')).toBe('1\n')
  })
})
