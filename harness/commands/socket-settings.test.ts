import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { collect, parseAccessList, parseFaultOption, parseUser, socketSettings } from './socket-settings.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'callstorm-test-socket-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

function fileOf(name: string, text: string): string {
  const file = join(folder, name)
  writeFileSync(file, text)
  return file
}

const CONFIG = `<configuration><settings>
<param name="listen-ip" value="::"/><param name="listen-port" value="8100"/><param name="password" value="file"/>
<param name="apply-inbound-acl" value="any_v6.auto"/><param name="stop-on-bind-error" value="false"/>
</settings></configuration>`

describe('socketSettings()', () => {
  it('has the defaults of the module without a file', () => {
    expect(socketSettings({ acl: [], user: [] })).toEqual({ host: '127.0.0.1', port: 8021, password: 'ClueCon', eventSocket: { users: [] } })
  })

  it('takes the file, and options before it', () => {
    const config = fileOf('event_socket.conf.xml', CONFIG)
    const users = fileOf('users.yaml', '- { user: a, domain: d, password: p }')
    expect(socketSettings({ config, users, acl: [], user: [] })).toEqual({
      host: '::',
      port: 8100,
      password: 'file',
      eventSocket: { users: [{ user: 'a', domain: 'd', password: 'p' }], accessLists: ['any_v6.auto'], stopOnBindError: false },
    })
    const flags = { host: '127.0.0.2', port: 0, password: 'flag', acl: ['any_v4.auto'], user: [parseUser('b@d:q:r')] }
    expect(socketSettings({ config, ...flags })).toEqual({
      host: '127.0.0.2',
      port: 0,
      password: 'flag',
      eventSocket: { users: [{ user: 'b', domain: 'd', password: 'q:r' }], accessLists: ['any_v4.auto'], stopOnBindError: false },
    })
  })

  it('refuses a file that is not there', () => {
    expect(() => socketSettings({ config: join(folder, 'none'), acl: [], user: [] })).toThrow('must be a readable file')
  })
})

describe('options of the command line', () => {
  it.each([
    [() => parseUser('a:b'), 'user@domain:password'],
    [() => parseAccessList('nobody'), 'CIDRs'],
    [() => parseFaultOption('stall=1'), 'Cannot use a fault'],
  ])('refuse what cannot be used', (parse, message) => {
    expect(parse).toThrow(message)
  })

  it('collect what is given several times', () => {
    expect(collect(parseFaultOption)('rst', ['fin'])).toEqual(['fin', 'rst'])
  })
})
