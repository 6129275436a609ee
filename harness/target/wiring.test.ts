import { describe, expect, test } from 'vitest'
import { doorsOf, secretsOf, viewOf, type Wiring } from './wiring.ts'

const WIRING: Wiring = {
  esl: { nodes: [{ machine: 1, host: '172.17.0.1', port: 8021, password: 'ClueCon' }] },
  webhooks: [{ url: 'http://user:pa%24s@172.17.0.1:9090/hook?authkey=hook' }],
  messaged: { host: '172.17.0.1', port: 4876, path: '/events/websocket/', authkey: 'messaged' },
  ingress: { path: '/events', authkey: 'in & out' },
  websocket: { path: '/events/websocket/', authkey: 'websocket' },
}
const listens = { host: '0.0.0.0', ingress: 8080, websocket: 4875, outbound: 8084 }

describe('viewOf()', () => {
  test('viewOf() names our host as a bridged container sees it, in addresses and URLs', () => {
    const view = viewOf(WIRING, { hostOfHarness: 'host.docker.internal', listens, files: '/callstorm', node: 'node' }, {})
    expect(view.esl.nodes[0]?.host).toBe('host.docker.internal')
    expect(view.webhooks[0]?.url).toBe('http://user:pa%24s@host.docker.internal:9090/hook?authkey=hook')
    expect(view.messaged.url).toBe('ws://host.docker.internal:4876/events/websocket/?authkey=messaged')
    expect(view.ingress.url).toBe('http://0.0.0.0:8080/events?authkey=in%20%26%20out')
  })

  test('viewOf() keeps our addresses where the bridge shares our network', () => {
    const view = viewOf(WIRING, { hostOfHarness: undefined, listens, files: '', node: 'node' }, { A: 'b', C: undefined })
    expect(view.esl).toMatchObject({ password: 'ClueCon', nodes: [{ host: '172.17.0.1' }] })
    expect(view.webhooks).toEqual(WIRING.webhooks)
    expect(view.env).toEqual({ A: 'b' })
  })

  test('viewOf() has every name also where the run offers nothing', () => {
    const { messaged: _none, ...rest } = WIRING
    const view = viewOf({ ...rest, esl: { nodes: [] } }, { hostOfHarness: undefined, listens, files: '', node: '' }, {})
    expect(view.messaged).toEqual({ scheme: '', address: '', host: '', port: 0, path: '', authkey: '', url: '' })
    expect([view.tls, view.clock]).toEqual([{ certificate: '', key: '', authority: '' }, { file: '', module: '' }])
    expect(view.esl.password).toBe('')
  })
})

describe('viewOf() with TLS', () => {
  const tls = { certificate: 'c', key: 'k', authority: 'a' }
  const view = viewOf({ ...WIRING, tls }, { hostOfHarness: undefined, listens: { ...listens, host: '::1' }, files: '/files', node: '' }, {})

  test('viewOf() says https and wss at every door, and where the files are', () => {
    expect([view.ingress, view.websocket, view.messaged].map(({ scheme, url }) => `${scheme} ${url.split('?')[0]}`)).toEqual([
      'https https://[::1]:8080/events',
      'wss wss://[::1]:4875/events/websocket/',
      'wss wss://172.17.0.1:4876/events/websocket/',
    ])
    expect(view.ingress.address).toBe('[::1]:8080')
    expect(view.tls).toEqual({ certificate: '/files/tls/certificate.pem', key: '/files/tls/key.pem', authority: '/files/tls/authority.pem' })
  })
})

describe('doorsOf()', () => {
  test('doorsOf() leaves out what the bridge cannot do', () => {
    const view = viewOf(WIRING, { hostOfHarness: undefined, listens, files: '', node: '' }, {})
    expect(doorsOf({ in: ['esl-inbound'], out: ['websocket'] }, view)).toEqual({ ingress: undefined, websocket: view.websocket })
  })
})

describe('secretsOf()', () => {
  test('secretsOf() finds passwords and keys, those in URLs too', () => {
    expect(secretsOf(WIRING).toSorted()).toEqual(['ClueCon', 'hook', 'in & out', 'messaged', 'pa$s', 'user', 'websocket'])
  })

  test('secretsOf() takes a private key line by line, as a log would hold it', () => {
    const key = '-----BEGIN PRIVATE KEY-----\nMIGHAgEAMBMGByqGSM49AgEG\nCCqGSM49AwEHBG0wawIB\n-----END PRIVATE KEY-----\n'
    expect(secretsOf({ ...WIRING, tls: { certificate: '', key, authority: '' } })).toEqual(expect.arrayContaining(['MIGHAgEAMBMGByqGSM49AgEG', 'CCqGSM49AwEHBG0wawIB']))
  })
})
