import { describe, expect, test } from 'vitest'
import { loggedIn } from '../listener-fixture.ts'
import { originate, settle, startNode, subscribed } from './testing/start-node.ts'
import { PHONES } from './phone.ts'

const uuidOf = (number: number): string => `00000000-0000-4000-8000-00000000f00${number}`

describe('originate', () => {
  test.each([
    ['null/x', 'usage', '-USAGE: <call url>'],
    ['nowhere/x &park', 'an unknown endpoint', '-ERR CHAN_NOT_IMPLEMENTED\n'],
    ['user/1000 &park', 'a user who is not registered', '-ERR USER_NOT_REGISTERED\n'],
    ['user/4711 &park', 'a user whom nobody knows', '-ERR SUBSCRIBER_ABSENT\n'],
    ['error/USER_BUSY &park', 'a cause', '-ERR USER_BUSY\n'],
    ['sofia/external/x@127.0.0.1:1 &park', 'a phone that is not there', '-ERR NORMAL_TEMPORARY_FAILURE\n'],
    ['sofia/external/x@127.0.0.1:5092 &park', 'a phone that is busy', '-ERR USER_BUSY\n'],
    ['sofia/gateway/x/1 &park', 'a gateway', '-ERR INVALID_GATEWAY\n'],
    ['loopback/9999/public &park', 'a number that does nothing', '-ERR NORMAL_CLEARING\n'],
    ['loopback/1/nowhere &park', 'a context that does not exist', '-ERR NO_ROUTE_DESTINATION\n'],
  ])('of %s answers as for %s', async (line, _, answer) => {
    expect(await startNode().api(`originate ${line}`)).toContain(answer)
  })

  test('tries one place after the other', async () => {
    const node = startNode()
    await originate(node, 'error/USER_BUSY|null/x &park')
    expect([...node.calls.legs.values()].map(({ channel }) => channel.name)).toEqual(['null/x'])
  })

  test('calls several places at once, and ends the others when one answers', async () => {
    const node = startNode()
    const uuid = await originate(node, '{a=1}sofia/external/uas@127.0.0.1:5091,[b=2]null/x,error/USER_BUSY &park')
    expect(await node.api(`uuid_getvar ${uuid} b`)).toBe('2')
    expect([...node.calls.legs.values()].map(({ channel }) => channel.name)).toEqual(['null/x'])
  })

  test('has the last cause when nobody of several answers', async () => {
    expect(await startNode().api('originate error/USER_BUSY,error/CALL_REJECTED &park')).toBe('-ERR CALL_REJECTED\n')
  })

  test('gives up after the time it is given', async () => {
    const { api } = startNode()
    expect(Object.keys(PHONES)).toContain('127.0.0.1:5091')
    expect(await api('originate {originate_timeout=0.05}sofia/external/x@127.0.0.1:5091 &park')).toBe('-ERR NO_ANSWER\n')
  })

  test('sets the variables that it is given, with commas and blanks in them', async () => {
    const node = startNode()
    const uuid = await originate(node, `{a=1,b='x y',c=1\\,2}null/x &park`)
    const values = await Promise.all(['a', 'b', 'c'].map((name) => node.api(`uuid_getvar ${uuid} ${name}`)))
    expect(values).toEqual(['1', 'x y', '1,2'])
  })

  test('leaves nothing behind when the call has ended', async () => {
    const node = startNode()
    const uuid = await originate(node, 'loopback/9111/public &park')
    expect(node.calls.legs.size).toBe(2)
    expect(await node.api(`uuid_kill ${uuid} USER_BUSY`)).toBe('+OK\n')
    await settle()
    expect(node.calls.legs.size).toBe(0)
    expect(await node.api(`uuid_kill ${uuid}`)).toBe('-ERR No such channel!\n')
  })
})

describe('park', () => {
  test('does not wait a second time on a leg that is parked', async () => {
    const node = startNode()
    const uuid = await originate(node, 'null/x &park')
    const client = await loggedIn(node.core)
    client.send('event plain CHANNEL_EXECUTE_COMPLETE CHANNEL_PARK CHANNEL_UNPARK\n\nlog err\n\n')
    await client.take()
    client.send(`sendmsg ${uuid}\ncall-command: execute\nexecute-app-name: park\n\n`)
    const got = await client.take()
    expect([...got.matchAll(/^Event-Name: (.*)$/gm)].map(([, name]) => name)).toEqual(['CHANNEL_EXECUTE_COMPLETE'])
    expect(got).toContain('[ERR] switch_ivr.c:973 Cannot park channels that are under control already.\n')
    expect(await node.api(`uuid_exists ${uuid}`)).toBe('true')
  })

  test('ends the call after the time of park_timeout, with its cause', async () => {
    const node = startNode()
    const client = await loggedIn(node.core)
    client.send('event plain CHANNEL_HANGUP\n\n')
    await originate(node, "{park_timeout=1:USER_BUSY}null/x &park")
    await expect.poll(() => client.take(), { timeout: 5000 }).toContain('Hangup-Cause: USER_BUSY')
  })
})

describe('commands that act on a call', () => {
  const GONE = 'c0ffee00-0000-4000-8000-0000000000ff'

  test.each([
    ['uuid_bridge', '-USAGE: <uuid> <other_uuid>\n'],
    [`uuid_bridge ${GONE}`, '-USAGE: <uuid> <other_uuid>\n'],
    [`uuid_bridge ${GONE} a b`, '-ERR Invalid uuid\n'],
    [`uuid_buglist ${GONE}`, ''],
    [`uuid_displace ${GONE} start`, '-USAGE: <uuid> [start|stop] <path> [<limit>] [mux]\n'],
    [`uuid_displace ${GONE} a b`, '-ERR Cannot locate session!\n'],
    ['uuid_display', '-USAGE: <uuid> <display>\n'],
    [`uuid_setvar_multi ${GONE}`, ''],
    [`uuid_setvar_multi ${GONE} a=1`, '-ERR No such channel!\n-USAGE: <uuid> <var>=<value>;<var>=<value>...\n'],
  ])('%s answers as for a call that is not there', async (line, answer) => {
    expect(await startNode().api(line)).toBe(answer)
  })

  test('read a variable by the first word, and set several', async () => {
    const node = startNode()
    const uuid = await originate(node, 'null/x &park')
    expect(await node.api(`uuid_setvar_multi ${uuid} a=1;b=x=y;c`)).toBe('+OK\n')
    expect(await node.api(`uuid_getvar ${uuid} b and more`)).toBe('x=y')
    expect(await node.api(`uuid_getvar ${uuid} c`)).toBe('_undef_')
    expect(await node.api(`uuid_audio ${uuid} start read level 3`)).toBe('+OK\n')
    expect(await node.api(`uuid_audio ${uuid} louder`)).toMatch(/^-USAGE/)
  })

  test('hupall ends the calls whose variables have the values', async () => {
    const node = startNode()
    await originate(node, '{tenant=a,kind=1}null/x &park')
    const other = await originate(node, '{tenant=b,kind=1}null/y &park')
    expect(await node.api('hupall USER_BUSY tenant a kind 1')).toBe(
      '+OK hangup all channels matching [tenant]=[a]... with cause: USER_BUSY\n',
    )
    await settle()
    expect([...node.calls.legs.keys()]).toEqual([other])
    expect(await node.api('hupall normal_clearing tenant b')).toBe(
      '+OK hangup all channels matching [tenant]=[b] with cause: NORMAL_CLEARING\n',
    )
    await settle()
    expect(node.calls.legs.size).toBe(0)
  })

  test('uuid_bridge takes its third leg where the second is gone', async () => {
    const node = startNode()
    const [a, b] = [await originate(node, 'null/x &park'), await originate(node, 'null/y &park')]
    expect(await node.api(`uuid_bridge ${a} ${GONE} ${b}`)).toBe(`+OK ${b}\n`)
  })

  test('park, transfer and hold it', async () => {
    const node = startNode()
    const uuid = await originate(node, 'null/x &sleep(60000)')
    const show = async (): Promise<string> => (await node.api('show channels as json')).replace(/.*"state":"/, '')
    expect(await node.api(`uuid_park ${uuid}`)).toBe('+OK\n')
    await settle()
    expect(await show()).toContain('CS_PARK')
    expect(await node.api(`uuid_transfer ${uuid} 9106 XML public`)).toBe('+OK\n')
    await settle()
    expect(await show()).toMatch(/^CS_EXECUTE.*"dest":"9106","application":"park"/)
    expect(await node.api(`uuid_hold ${uuid}`)).toBe('+OK Success\n')
    expect(await show()).toContain('"callstate":"HELD"')
    expect(await node.api(`uuid_hold off ${uuid}`)).toBe('+OK Success\n')
    expect(await show()).toContain('"callstate":"ACTIVE"')
  })

  test('bridge two of them until one ends', async () => {
    const node = startNode()
    const a = await originate(node, `{origination_uuid=${uuidOf(1)}}null/a &park`)
    const b = await originate(node, `{origination_uuid=${uuidOf(2)}}null/b &park`)
    expect([a, b]).toEqual([uuidOf(1), uuidOf(2)])
    expect(await node.api(`uuid_bridge ${a} ${b}`)).toBe(`+OK ${b}\n`)
    await settle()
    expect(await node.api(`uuid_getvar ${a} bridge_to`)).toBe(b)
    expect(await node.api('show bridged_calls')).toMatch(/\n1 total\.\n$/)
    await node.api(`uuid_kill ${b}`)
    await settle()
    expect(node.calls.legs.size).toBe(0)
  })

  test('break what it plays', async () => {
    const node = startNode()
    const { connection } = await subscribed(node, 'PLAYBACK_STOP')
    const uuid = await originate(node, 'null/x &playback(silence_stream://60000)')
    await node.api(`uuid_break ${uuid}`)
    expect(await connection.take()).toContain('Playback-Status: break')
  })

  test('end all of them', async () => {
    const node = startNode()
    await originate(node, 'null/a &park')
    await originate(node, 'loopback/9111/public &park')
    expect(await node.api('hupall')).toBe('+OK hangup all channels with cause MANAGER_REQUEST\n')
    await settle()
    expect(node.calls.legs.size).toBe(0)
  })

  test.each(['', ' plain', ' xml', ' json'])('dump it:%s', async (format) => {
    const node = startNode()
    const uuid = await originate(node, 'null/x &park')
    expect(await node.api(`uuid_dump ${uuid}${format}`)).toContain(uuid)
  })

  test('meet in a conference, which ends with its last member', async () => {
    const node = startNode()
    const { connection } = await subscribed(node, 'CUSTOM conference::maintenance')
    await originate(node, 'null/a &conference(room@default)')
    await originate(node, 'null/b &conference(room@default)')
    await node.api('hupall')
    const actions = [...(await connection.take()).matchAll(/^Action: (.*)$/gm)].map(([, action]) => action)
    expect(actions.join(' ')).toBe(
      'conference-create play-file add-member floor-change add-member play-file-done ' +
        'play-file del-member floor-change del-member play-file-done conference-destroy',
    )
  })
})

describe('sendmsg', () => {
  test('carries out what waits one after the other, and no more than 256 at a time', async () => {
    const node = startNode()
    const uuid = await originate(node, 'null/x &park')
    const session = node.core.sessions.locate(uuid)
    const message = (headers: readonly (readonly [string, string])[]) =>
      session?.queueMessage({ type: 0, subclass: undefined, headers, body: undefined })
    const set = [['call-command', 'execute'], ['execute-app-name', 'set'], ['execute-app-arg', 'n=1']] as const
    expect(Array.from({ length: 257 }, () => message(set)).filter(Boolean)).toHaveLength(256)
    await settle()
    expect(message(set)).toBe(true)
    await settle()
    expect(await node.api(`uuid_getvar ${uuid} n`)).toBe('1')
  })

  test.each(['EXECUTE', 'hangupXYZ', 'nonsense'])('ignores the command %s', async (command) => {
    const node = startNode()
    const uuid = await originate(node, 'null/x &park')
    const headers = [['call-command', command], ['execute-app-name', 'hangup']] as const
    node.core.sessions.locate(uuid)?.queueMessage({ type: 0, subclass: undefined, headers, body: undefined })
    await settle()
    expect(await node.api(`uuid_exists ${uuid}`)).toBe('true')
  })
})

describe('Calls', () => {
  test('end when they are disposed of', async () => {
    const node = startNode()
    await originate(node, 'loopback/9111/public &park')
    node.calls[Symbol.dispose]()
    await settle()
    expect(node.calls.legs.size).toBe(0)
  })
})

describe('uuid_record', () => {
  test('fires the start and the end of a recording, each with its media bug, and ends it with the call', async () => {
    const node = startNode()
    const uuid = await originate(node, 'null/x &park')
    const client = await loggedIn(node.core)
    client.send('event plain RECORD_START RECORD_STOP MEDIA_BUG_START MEDIA_BUG_STOP\n\n')
    await client.take()
    expect(await node.api(`uuid_record ${uuid} start /tmp/a.wav`)).toBe('+OK Success\n')
    expect(await node.api(`uuid_record ${uuid} start /tmp/a.wav`)).toBe('-ERR Cannot record session!\n')
    expect(await node.api(`uuid_buglist ${uuid}`)).toContain('<target>/tmp/a.wav</target>')
    expect(await node.api(`uuid_record ${uuid} stop /tmp/a.wav`)).toBe('+OK Success\n')
    expect(await node.api(`uuid_record ${uuid} start /tmp/b.wav`)).toBe('+OK Success\n')
    await node.api(`uuid_kill ${uuid}`)
    await settle()
    const names = [...(await client.take()).matchAll(/Event-Name: (\S+)/g)].map(([, name]) => name)
    const once = ['RECORD_START', 'MEDIA_BUG_START', 'RECORD_STOP', 'MEDIA_BUG_STOP']
    expect(names).toEqual([...once, ...once])
  })
})
