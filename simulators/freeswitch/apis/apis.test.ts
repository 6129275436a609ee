import { describe, expect, test } from 'vitest'
import { createHash } from 'node:crypto'
import { EMPTY_TABLES } from '../switch-tables.ts'
import { executeApi, splitCommand } from './api.ts'
import { loggedIn, manualTimers, testSwitch } from '../listener-fixture.ts'
import { uptimeText } from './uptime.ts'
import type { SwitchCore } from '../switch-core.ts'

/** Commands and their outputs; undefined stands for a command that is not found. */
const CASES: readonly (readonly [line: string, output: string | undefined])[] = [
  ['echo  two  spaces  ', 'two  spaces'],
  ['VERSION short', '1.11.3-dev\n'],
  [' version', undefined],
  ['uptime', '0\n'],
  ['uptime years', '-USAGE: [us|ms|s|m|h|d|microseconds|milliseconds|seconds|minutes|hours|days]\n'],
  ['hostname', 'vm'],
  ['global_getvar nope', ''],
  ['eval ${domain} ${nope}x ${echo(${domain})}', '127.0.0.1 x 127.0.0.1'],
  ['expand echo ${domain}', '127.0.0.1'],
  ['md5 hello', createHash('md5').update('hello').digest('hex')],
  ['url_encode a b&c', 'a%20b%26c'],
  ['url_decode a%20b', 'a b'],
  ['toupper aé', 'Aé'],
  ['tolower AB', 'ab'],
  ['acl 127.0.0.9 loopback.auto', 'true'],
  ['acl 10.0.0.1 loopback.auto', 'false'],
  ['acl 10.0.0.1', 'false'],
  ['coalesce , ,b,c', 'b'],
  ['coalesce ^^;;x', 'x'],
  ['coalesce', undefined],
  ['replace aXbX|X|-', 'a-b-'],
  ['replace m:~a|b~|~/', 'a/b'],
  ['replace a|b', '-ERR'],
  ['xml_wrap echo a b', '<result>\n  <row id="1">\n    <data>a b</data>\n  </row>\n</result>\n'],
  ['xml_wrap encoded echo a b', '<result>\n  <row id="1">\n    <data>a%20b</data>\n  </row>\n</result>\n'],
  ['regex abc|(b)|$1', 'b'],
  ['regex abc|x', 'false'],
  ['regex abc|x|y', 'abc'],
  ['regex abc|x|y|n', ''],
  ['regex abc|x|y|b', 'false'],
  ['regex abc|b|%0|b', 'b'],
  ['regex m:~a|c~\\|~', ''],
  ['cond 1 > 2 ? yes : no', 'no'],
  ["cond a == a ? 'x y' : no", 'x y'],
  ['cond nonsense', '-ERR'],
  ['cond 1 == 1.0 ? a', 'a'],
  ['cond 1 != 1 ? a', ''],
  ['cond abc == 3 ? a : b', 'a'],
  ["cond 'a b' == 'a b' ? a:b", 'a'],
  ["cond '1' == 1.5 ? a : b", 'b'],
  ['cond 1==1 ? a : b', '-ERR'],
  ['cond', '-ERR'],
  ['expand', '-ERR No input\n'],
  ['md5', '!err!'],
  ['expr 1+2', '3'],
  ['expr (1 + 2) * -3 + 2 ^ 3', '-1'],
  ['expr 1 +', 'ERR'],
  ['expr 1/0', 'ERR'],
  ['module_exists mod_sofia', 'true'],
  ['module_exists mod_nope', 'false'],
  ['module_exists', ''],
  ['load', '-USAGE: <mod_name>\n'],
  ['unload', '-USAGE: [-f] <mod_name>\n'],
  ['unload -f mod_nope', '-ERR [No such module!]\n'],
  ['reload', '-USAGE: [-f] <mod_name>\n'],
  ['unsched_api x', ''],
  ['sched_del', '+OK Deleted: 0\n'],
  ['load mod_expr', '+OK Reloading XML\n-ERR [Module already loaded]\n'],
  ['unload mod_nope', '-ERR [No such module!]\n'],
  ['fsctl sps', '+OK sessions per second: 30\n'],
  ['fsctl sps 50', '+OK sessions per second: 50\n'],
  ['fsctl max_sessions', '+OK max sessions: 1000\n'],
  ['fsctl pause inbound', '+OK\n'],
  ['fsctl pause_check', 'false'],
  ['fsctl verbose_events on', '+OK verbose_events is on \n'],
  ['fsctl default_dtmf_duration', '+OK default dtmf duration: 2000\n'],
  ['bgapi', '-ERR Invalid syntax\n'],
  ['event_sink', 'This is a web application!\n'],
  ['sofia status gateway x', 'Invalid Gateway!\n'],
  ['sofia foo', 'Unknown Command [foo]\n'],
  ['presence', 'Invalid'],
  ['presence in 1000@vm busy', 'Invalid'],
  ['presence in 1000@vm busy on the phone', 'Event Sent'],
  ['presence OUT 1000@vm', 'Event Sent'],
  ['show channels', '\n0 total.\n'],
  ['show channels count as json', '{"row_count":0,"rows":[]}'],
  ['show channels as foo', '-ERR Cannot find format foo\n'],
  ['no_such_command', undefined],
]

describe('built-in API commands', () => {
  test.each(CASES)('%s', async (line, output) => {
    const core = testSwitch({ globals: { domain: '127.0.0.1' } })
    expect(await executeApi(core, ...splitCommand(line))).toBe(output)
  })

  test('help lists the commands with what they take', async () => {
    const core = testSwitch()
    const all = String(await executeApi(core, 'help', ''))
    expect(all).toMatch(/^\nValid Commands:\n\n\.\.\.,/)
    expect(all).toContain('\nuuid_kill,<uuid> [cause],Kill channel,mod_commands\n')
    expect(await executeApi(core, 'help', 'uuid_kill')).toBe(all.slice('\nValid Commands:\n\n'.length))
  })

  test('show writes rows in all formats', async () => {
    const rows = [
      { uuid: '1', name: 'a<b' },
      { uuid: '2', name: 'c"d' },
    ]
    const core = testSwitch({ tables: { ...EMPTY_TABLES, rows: (table) => (table === 'calls' ? rows : []) } })
    const show = (args: string): unknown => executeApi(core, 'show', args)
    expect(show('calls')).toBe('uuid,name\n1,a<b\n2,c"d\n\n2 total.\n')
    expect(show('calls as delim |')).toBe('uuid|name\n1|a<b\n2|c"d\n\n2 total.\n')
    expect(show('calls count')).toBe('\n2 total.\n')
    expect(show('calls count as json')).toBe('{"row_count":2,"rows":[]}')
    expect(show('calls as')).toBe(show('calls'))
    expect(show('calls other as json')).toBe(show('calls'))
    expect(show('calls as json')).toBe('{"row_count":2,"rows":[{"uuid":"1","name":"a<b"},{"uuid":"2","name":"c\\"d"}]}')
    expect(show('calls as xml')).toBe(
      '<result row_count="2">\n  <row row_id="1">\n    <uuid>1</uuid>\n    <name>a&lt;b</name>\n  </row>\n' +
        '  <row row_id="2">\n    <uuid>2</uuid>\n    <name>c"d</name>\n  </row>\n</result>\n',
    )
  })

  test.each([
    ['B', ['ab']],
    ['x', []],
    ['a%', ['ab']],
    ['%c%', ['cd']],
    ['a%d', []],
    ['', ['ab', 'cd']],
  ])('show channels like %s finds %j', async (text, names) => {
    const rows = [{ uuid: '1', name: 'ab', dest: 'x' }, { uuid: '2', name: 'cd', dest: 'x' }]
    const core = testSwitch({ tables: { ...EMPTY_TABLES, rows: () => rows } })
    const answer = (await executeApi(core, 'show', `channels like '${text}' as json`)) ?? ''
    const { rows: found } = JSON.parse(answer.replace(' 0}', '0,"rows":[]}')) as { rows: { name: string }[] }
    expect(found.map(({ name }) => name)).toEqual(names)
  })

  test('show status is status', async () => {
    const core = testSwitch()
    expect(await executeApi(core, 'show', 'status')).toBe(await executeApi(core, 'status', ''))
    expect(await executeApi(core, 'show', 'statuses')).toBe('')
  })

  test('fsctl loglevel without a value silences the log', () => {
    const core = testSwitch()
    expect(executeApi(core, 'fsctl', 'loglevel')).toBe('+OK log level: DISABLE [-1]\n')
    expect(core.logLevel).toBe(-1)
    expect(executeApi(core, 'fsctl', 'loglevel debug')).toBe('+OK log level: DEBUG [7]\n')
  })

  test('sched_api runs its command once, unless it is deleted before', () => {
    const timers = manualTimers()
    const core = testSwitch({ timers })
    expect(executeApi(core, 'sched_api', '+3600 grp global_setvar a=1')).toBe('+OK Added: 4\n')
    expect(executeApi(core, 'sched_api', '+10 grp global_setvar b=1')).toBe('+OK Added: 5\n')
    expect(timers.waiting).toEqual([3_600_000, 10_000])
    expect(executeApi(core, 'unsched_api', '5')).toBe('+OK')
    timers.fire()
    expect([core.globals.get('a'), core.globals.get('b')]).toEqual(['1', undefined])
    expect(executeApi(core, 'sched_del', 'grp')).toBe('+OK Deleted: 0\n')
  })

  test('others can be registered, or replaced', () => {
    const core = testSwitch()
    core.apis.register(
      { name: 'uuid_kill', run: ({ args }) => `killed ${args}` },
      { name: 'echo', run: () => undefined },
    )
    expect(executeApi(core, 'UUID_KILL', ' x ')).toBe('killed x')
    expect(executeApi(core, 'echo', 'x')).toBeUndefined()
  })
})

describe('executeApi()', () => {
  test('fires the API event behind the events of the command, with an earlier sequence', async () => {
    const core = testSwitch()
    const connection = await loggedIn(core)
    connection.send('event plain API RELOADXML\n\n')
    await connection.take()
    await executeApi(core, 'reloadxml', ' now ')
    const octets = await connection.take()
    const shown = [...octets.matchAll(/^(?:Event-Name|Event-Sequence|API-Command(?:-Argument)?): (.*)$/gm)].map(
      ([, value]) => value,
    )
    expect(shown).toEqual(['RELOADXML', '2', 'API', '1', 'reloadxml', 'now'])
  })

  test('console_execute runs several commands and names an unknown one with its arguments', async () => {
    expect(await consoleAnswer('echo a;;no such thing ;; echo b')).toBe('a-ERR no such thing Command not found!\nb')
  })
})

describe('uptimeText()', () => {
  test('has singular units', () => {
    const us = ((365 + 1) * 86_400 + 3661) * 1e6 + 1001
    expect(uptimeText(us)).toBe('1 year, 1 day, 1 hour, 1 minute, 1 second, 1 millisecond, 1 microsecond')
  })
})

async function consoleAnswer(line: string, core: SwitchCore = testSwitch()): Promise<string> {
  const connection = await loggedIn(core)
  connection.send(`api ${line}\nconsole_execute: true\n\n`)
  return (await connection.take()).replace(/^[^]*?\n\n/, '')
}
