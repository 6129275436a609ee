import { describe, expect, test } from 'vitest'
import { ConfigError } from './config-error.ts'
import { parseEventSocketConfig } from './event-socket-config.ts'
import { parseSocketUsers } from './socket-users.ts'

/** The file as FreeSWITCH ships it. */
const VANILLA = `<configuration name="event_socket.conf" description="Socket Client">
  <settings>
    <param name="nat-map" value="false"/>
    <param name="listen-ip" value="::"/>
    <param name="listen-port" value="8021"/>
    <param name="password" value="ClueCon"/>
    <!--<param name="apply-inbound-acl" value="loopback.auto"/>-->
    <!--<param name="stop-on-bind-error" value="true"/>-->
  </settings>
</configuration>
`

const settings = (...params: readonly string[]): string =>
  `<configuration name="event_socket.conf">\n<settings>\n${params.join('\n')}\n</settings>\n</configuration>\n`
const param = (name: string, value: string): string => `<param name="${name}" value="${value}"/>`

/** The problems that a call throws. */
function problemsOf(run: () => unknown): readonly string[] {
  try {
    run()
  } catch (error) {
    if (error instanceof ConfigError) return error.problems
    throw error
  }
  return []
}

describe('parseEventSocketConfig()', () => {
  test('reads the file as it is shipped', () => {
    expect(parseEventSocketConfig(VANILLA, 'x')).toEqual({
      listenIp: '::',
      listenPort: 8021,
      password: 'ClueCon',
      accessLists: ['loopback.auto'],
      stopOnBindError: false,
    })
  })

  test('has the defaults of the module', () => {
    expect(parseEventSocketConfig(settings(param('password', ''), param('listen-port', '0'), param('listen-ip', '')), 'x')).toEqual({
      listenIp: '127.0.0.1',
      listenPort: 8021,
      password: 'ClueCon',
      accessLists: ['loopback.auto'],
      stopOnBindError: false,
    })
  })

  test('collects access lists, takes names without case where the module does, and decodes entities', () => {
    const text = settings(
      param('apply-inbound-acl', '10.0.0.0/8,fd00::/8'),
      param('Apply-Inbound-ACL', 'any_v4.auto'),
      param('STOP-ON-BIND-ERROR', 'true'),
      param('password', 'a&amp;b &lt;c'),
      param('listen-port', '73557'),
    )
    expect(parseEventSocketConfig(text, 'x')).toMatchObject({
      accessLists: ['10.0.0.0/8,fd00::/8', 'any_v4.auto'],
      stopOnBindError: true,
      password: 'a&b <c',
      listenPort: 8021,
    })
  })

  test('names every problem with its line, and no password', () => {
    const text = settings(
      param('listen-port', 'x'),
      param('Password', 'secret'),
      param('apply-inbound-acl', 'nobody.knows'),
      '<param name="debug"/>',
      param('stop-on-bind-error', 'maybe'),
      param('password', '$${default_password}'),
    )
    const problems = problemsOf(() => parseEventSocketConfig(text, 'e.xml'))
    expect(problems.map((problem) => /^line \d+: [^ ]+/.exec(problem)?.[0])).toEqual([
      'line 3: listen-port',
      'line 4: Password',
      'line 5: apply-inbound-acl',
      'line 6: <param>',
      'line 7: stop-on-bind-error',
      'line 8: password',
    ])
    expect(problems.join()).not.toContain('$${')
  })

  test.each([
    ['<configuration><settings></configuration>', 'line 1: '],
    ['<settings/>', 'line 1: its root'],
    ['\n<configuration name="x"><other/></configuration>', 'line 2: <configuration> must have <settings>'],
    ['', 'line 1: '],
  ])('refuses %j', (text, problem) => {
    expect(problemsOf(() => parseEventSocketConfig(text, 'x'))[0]).toContain(problem)
  })
})

describe('parseSocketUsers()', () => {
  test('reads users with their limits', () => {
    const yaml = '- { user: alice, domain: test, password: grüße }\n- user: bob\n  domain: test\n  password: b\n  allowed-events: CHANNEL_ANSWER CUSTOM a::b\n  allowed-log: false\n'
    expect(parseSocketUsers(yaml, 'x')).toEqual([
      { user: 'alice', domain: 'test', password: Buffer.from('grüße').toString('latin1') },
      { user: 'bob', domain: 'test', password: 'b', allowedEvents: 'CHANNEL_ANSWER CUSTOM a::b', allowedLog: false },
    ])
    expect(parseSocketUsers('', 'x')).toEqual([])
  })

  test('names every problem with its line', () => {
    const yaml = '- { user: "a@b", domain: test, password: p }\n- { user: bob, domain: test, password: "" }\n- { user: eve, domain: test, password: p, root: true }\n'
    expect(problemsOf(() => parseSocketUsers(yaml, 'x')).map((problem) => problem.slice(0, 14))).toEqual([
      'line 1: 0.user',
      'line 2: 1.pass',
      'line 3: 2: Unr',
    ])
    expect(problemsOf(() => parseSocketUsers('- {', 'x'))[0]).toMatch(/^line 1: /)
  })
})
