import { describe, expect, test } from 'vitest'
import { loggedIn } from '../listener-fixture.ts'
import { originate, PATIENCE, settle, startNode, subscribed } from '../calls/testing/start-node.ts'

const uuidOf = (number: number): string => `00000000-0000-4000-8000-00000000f00${number}`

describe('applications', () => {
  test('event fires what it is told in front of the channel block, as another type or subclass where it names one', async () => {
    const node = startNode()
    const uuid = await originate(node, 'null/x &park')
    const client = await loggedIn(node.core)
    client.send('event plain CHANNEL_APPLICATION CUSTOM demo::x\n\n')
    await client.take()
    for (const data of ['A=1,B=two', 'Event-Name=CUSTOM,Event-Subclass=demo::x,C=3']) {
      client.send(`sendmsg ${uuid}\ncall-command: execute\nexecute-app-name: event\nexecute-app-arg: ${data}\n\n`)
    }
    await settle()
    const written = await client.take()
    expect(written).toMatch(/Event-Name: CHANNEL_APPLICATION\n[^]*Event-Sequence: \d+\nA: 1\nB: two\nChannel-State: CS_EXECUTE\n/)
    expect(written).toMatch(/Event-Subclass: demo%3A%3Ax\n[^]*Event-Name: CUSTOM\nC: 3\nChannel-State: [^]*variable_uuid: /)
  })

  test('multiset sets several variables', async () => {
    const node = startNode()
    const uuid = await originate(node, "null/x 'multiset:^^;c=3;d=4,park' inline")
    expect(await node.api(`uuid_getvar ${uuid} c`)).toBe('3')
    expect(await node.api(`uuid_getvar ${uuid} d`)).toBe('4')
  })

  test('valet_park parks at a place, at any that is free, or fetches who is parked there', async () => {
    const node = startNode()
    const [first, second, third] = [uuidOf(1), uuidOf(2), uuidOf(3)]
    await originate(node, `{origination_uuid=${first}}null/x &valet_park(lot auto in 10 11)`)
    await originate(node, `{origination_uuid=${second}}null/x &valet_park(lot auto in 10 11)`)
    const places = `    <extension uuid="${first}">10</extension>\n    <extension uuid="${second}">11</extension>\n`
    expect(await node.api('valet_info')).toBe(`<lots>\n  <lot name="lot">\n${places}  </lot>\n</lots>\n`)
    await originate(node, `{origination_uuid=${third}}null/x &valet_park(lot 11)`)
    await settle()
    expect(await node.api(`uuid_getvar ${third} bridge_to`)).toBe(second)
    await originate(node, 'null/x &valet_park(lot auto out 12 13)')
    await node.api('hupall')
    await settle()
    expect(await node.api('valet_info other')).toBe('<lots>\n</lots>\n')
    expect(await node.api('valet_info LOT')).toBe('<lots>\n  <lot name="lot">\n  </lot>\n</lots>\n')
  })

  test('valet_park has nobody to fetch at a place whose leg has been told to end', async () => {
    const node = startNode()
    const [first, second] = [uuidOf(1), uuidOf(2)]
    await originate(node, `{origination_uuid=${first}}null/x &valet_park(lot 10)`)
    await originate(node, `{origination_uuid=${second}}null/x &park()`)
    const [parked, caller] = [node.calls.locate(first), node.calls.locate(second)]
    const place = caller && node.calls.valetLots.place(caller, 'lot', '10')
    expect(place && node.calls.valetLots.parkedAt(place)).toBe(parked)
    await node.api(`uuid_kill ${first}`)
    expect(node.calls.valetLots.lots.get('lot')?.get('10')).toBe(parked)
    expect(place && node.calls.valetLots.parkedAt(place)).toBeUndefined()
  })

  test('valet_park sends who waits too long to where the variables say', async () => {
    const node = startNode()
    const variables = '{valet_parking_timeout=1,valet_parking_orbit_exten=9106,valet_parking_orbit_context=public}'
    const uuid = await originate(node, `${variables}null/x &valet_park(lot 1)`)
    await expect.poll(() => node.calls.locate(uuid)?.isParked, PATIENCE).toBe(true)
  })

  test.each([
    ['valet_park', 'lot', 'Usage: <lotname> <extension>'],
    ['valet_park', 'lot auto in 1', 'Usage: <lotname> <extension>'],
    ['fifo', '', 'No Args'],
    ['fifo', 'q', 'USAGE <fifo name>'],
    ['fifo', 'a,b in', 'USAGE <fifo name>'],
    ['fifo', 'a out soon', 'USAGE <fifo name>'],
    ['tone_detect', 'key', 'INVALID ARGS!'],
    ['tone_detect', 'key 440 r 1', 'INVALID Timeout!'],
    ['tone_detect', 'key 440 r +5 park x -1', 'INVALID hits!'],
  ])('%s logs what is wrong with "%s"', async (name, data, message) => {
    const node = startNode()
    const client = await loggedIn(node.core)
    client.send('log 3\n\n')
    await client.take()
    await node.api(`originate null/x &${name}(${data})`)
    await settle()
    expect(await client.take()).toContain(message)
  })

  test('tone_detect runs what it is told when the far end plays the tone', async () => {
    const node = startNode()
    const { connection } = await subscribed(node, 'DETECTED_TONE')
    const detect = 'tone_detect:k 440 r +60 set heard=yes 1,tone_detect:l 697,park'
    const uuid = await originate(node, `loopback/9120/public '${detect}' inline`)
    await expect.poll(() => node.api(`uuid_getvar ${uuid} heard`), PATIENCE).toBe('yes')
    expect((await connection.take()).match(/Detected-Tone: k/g)).toHaveLength(2)
    expect(await node.api(`uuid_buglist ${uuid}`)).toContain('<function>tone_detect</function>\n  <target>k</target>')
  })

  test.each([
    ['12', '1000'],
    ['1@100+23w', '1850'],
    ['1@50', '500'],
    ['x', '_undef_'],
  ])('uuid_send_dtmf %s sets how long it takes', async (keys, ms) => {
    const node = startNode()
    const uuid = await originate(node, 'null/x &park')
    await node.api(`uuid_send_dtmf ${uuid} ${keys}`)
    expect(await node.api(`uuid_getvar ${uuid} last_dtmf_duration`)).toBe(ms)
  })

  test('bridge lets a leg that is answered wait in the call state RING_WAIT', async () => {
    const node = startNode()
    const { connection } = await subscribed(node, 'CHANNEL_CALLSTATE')
    const uuid = await originate(node, 'null/x &park')
    await connection.take()
    await node.api(`uuid_transfer ${uuid} bridge:null/y inline`)
    await settle()
    const states = [...(await connection.take()).matchAll(/Original-Channel-Call-State: (\w+)[^]*?Unique-ID: (\S+)/g)]
    expect(states.filter(([, , id]) => id === uuid).map(([, state]) => state)).toEqual(['ACTIVE', 'RING_WAIT'])
  })

  test('what execute_on_answer names runs before the call is active', async () => {
    const node = startNode()
    const { connection } = await subscribed(node, 'CHANNEL_ANSWER CHANNEL_EXECUTE CHANNEL_CALLSTATE PRIVATE_COMMAND')
    const variables = "execute_on_answer_1='set x=y',execute_on_answer_2='set::z=1',execute_on_ring=log"
    const uuid = await originate(node, `{${variables}}null/x &park`)
    expect(await node.api(`uuid_getvar ${uuid} x`)).toBe('y')
    expect(await node.api(`uuid_getvar ${uuid} z`)).toBe('1')
    const told = [...(await connection.take()).matchAll(/Event-Name: (\w+)[^]*?\nChannel-Call-State: (\w+)/g)]
    expect(told.map(([, name, state]) => [name, state])).toEqual([
      ['CHANNEL_ANSWER', 'DOWN'],
      ['CHANNEL_EXECUTE', 'DOWN'],
      ['CHANNEL_CALLSTATE', 'ACTIVE'],
      ['CHANNEL_EXECUTE', 'ACTIVE'],
      ['COMMAND', 'ACTIVE'],
      ['CHANNEL_EXECUTE', 'ACTIVE'],
    ])
  })

  test('fifo serves who waits one after the other, lower slots first', async () => {
    const node = startNode()
    const [late, early, consumer] = [uuidOf(1), uuidOf(2), uuidOf(3)]
    const { connection } = await subscribed(node, 'CUSTOM fifo::info')
    await originate(node, `{origination_uuid=${late},fifo_priority=5}null/x &fifo(q in undef tone_stream://%(900,100,440))`)
    await originate(node, `{origination_uuid=${early}}null/x &fifo(q in)`)
    await originate(node, `{origination_uuid=${consumer},fifo_consumer_wrapup_time=20}null/x &fifo(other,q out)`)
    await expect.poll(() => node.api(`uuid_getvar ${consumer} bridge_to`), PATIENCE).toBe(early)
    await node.api(`uuid_kill ${early}`)
    await expect.poll(() => node.api(`uuid_getvar ${consumer} bridge_to`), PATIENCE).toBe(late)
    await node.api(`uuid_kill ${consumer}`)
    await expect.poll(() => node.calls.legs.size, PATIENCE).toBe(0)
    const told = [...(await connection.take()).matchAll(/FIFO-Action: (\S+)/g)].map(([, action]) => action)
    const talk = ['caller_pop', 'consumer_pop', 'channel-consumer-start', 'bridge-consumer-start', 'bridge-caller-start']
    const end = ['channel-consumer-stop', 'bridge-consumer-stop', 'bridge-caller-stop']
    const first = ['push', 'push', 'consumer_start', ...talk, ...end, 'consumer_wrapup', 'consumer_reentrance']
    expect(told).toEqual([...first, ...talk, ...end, 'consumer_stop'])
  })

  test('fifo lets a consumer wait for a caller, or go when nobody waits', async () => {
    const node = startNode()
    const consumer = await originate(node, 'null/x &fifo(q out wait undef tone_stream://%(900,100,440))')
    const caller = await originate(node, 'null/x &fifo(q in)')
    await expect.poll(() => node.api(`uuid_getvar ${consumer} bridge_to`), PATIENCE).toBe(caller)
    await originate(node, 'null/x &fifo(q out nowait)')
    expect(node.calls.legs.size).toBe(2)
  })

  test('fifo sends who waits too long to where the variables say, and forgets who hangs up', async () => {
    const node = startNode()
    const { connection } = await subscribed(node, 'PRESENCE_IN CUSTOM fifo::info')
    const variables = '{fifo_orbit_exten=9106:1,fifo_orbit_context=public}'
    const uuid = await originate(node, `${variables}null/x &fifo(q in)`)
    const other = await originate(node, 'null/x &fifo(q in)')
    await node.api(`uuid_kill ${other}`)
    await expect.poll(() => node.calls.locate(uuid)?.isParked, PATIENCE).toBe(true)
    const octets = await connection.take()
    expect([...octets.matchAll(/^(?:FIFO-Action|status): (.*)$/gm)].map(([, text]) => text)).toEqual([
      'push',
      'Active%20(1%20waiting)',
      'push',
      'Active%20(2%20waiting)',
      'abort',
      'Active%20(1%20waiting)',
      'timeout',
      'Idle',
    ])
  })
})
