import { describe, expect, test } from 'vitest'

import { ConfigError, readConfig, type Environment } from './config.ts'

const base = { BRIDGE_WEBSOCKET_AUTHKEY: 'w', PATH: '/bin' }

const problems = (environment: Environment): string => {
  try {
    readConfig({ ...base, ...environment })
  } catch (error) {
    if (error instanceof ConfigError) return error.message
    throw error
  }
  return ''
}

describe('readConfig()', () => {
  test('has defaults for everything but the key of the websocket', () => {
    expect(readConfig(base)).toMatchObject({
      nodes: [],
      format: 'plain',
      outbound: undefined,
      httpListen: { host: '127.0.0.1', port: 8080 },
      websocket: { listen: { host: '127.0.0.1', port: 4875 }, authkey: 'w' },
      webhooks: [],
      requestTimeoutMs: 30_000,
      idleTimeoutMs: 60_000,
      reconnectMaxMs: 30_000,
      unknown: 'forward',
    })
  })

  test('reads nodes, webhooks and addresses', () => {
    const config = readConfig({
      ...base,
      BRIDGE_ESL_NODES: '1@127.0.0.1:8021,2@[::1]:8022',
      BRIDGE_ESL_PASSWORD: 'secret',
      BRIDGE_WEBHOOK_URLS: 'http://u%40:p@h:81/a/../b?authkey=a%2Bb&x=#f  https://h',
      BRIDGE_ALLOWED_ADDRESSES: '127.0.0.11, 10.0.0.0/8',
    })
    expect(config.nodes).toEqual([
      { machine: 1, host: '127.0.0.1', port: 8021 },
      { machine: 2, host: '::1', port: 8022 },
    ])
    expect(config.webhooks[0]).toEqual({
      secure: false,
      host: 'h',
      port: 81,
      authority: 'h:81',
      path: '/a/../b?authkey=a%2Bb&x=',
      authorization: 'Basic dUA6cA==',
      label: 'http://h:81',
    })
    expect(config.webhooks[1]).toMatchObject({ secure: true, port: 443, path: '/', authorization: undefined })
    expect(config.allowedAddresses).toEqual(['127.0.0.11', '10.0.0.0/8'])
  })

  test.each([
    ['BRIDGE_ESL_NODES', '127.0.0.1:8021'],
    ['BRIDGE_ESL_NODES', '1@a:1,1@b:2'],
    ['BRIDGE_ESL_NODES', '1@a:65536'],
    ['BRIDGE_ESL_FORMAT', 'xml'],
    ['BRIDGE_HTTP_LISTEN', '8080'],
    ['BRIDGE_WEBSOCKET_LISTEN', 'host'],
    ['BRIDGE_WEBHOOK_URLS', 'ftp://h'],
    ['BRIDGE_WEBHOOK_TIMEOUT_MS', '0'],
    ['BRIDGE_IDLE_TIMEOUT_MS', '5s'],
    ['BRIDGE_ALLOWED_ADDRESSES', '127.0.0.300'],
    ['BRIDGE_ALLOWED_ADDRESSES', '10.0.0.0/33'],
    ['BRIDGE_UNKNOWN', 'drop'],
    ['BRIDGE_MESSAGED_URL', 'nowhere'],
    ['BRIDGE_WEBHOOK_URL', 'http://h'],
  ])('refuses %s=%s by name', (name, value) => {
    expect(problems({ [name]: value })).toContain(`Cannot use ${name} as `)
  })

  test('reports every problem at once and repeats no secret', () => {
    const message = problems({
      BRIDGE_WEBSOCKET_AUTHKEY: '',
      BRIDGE_ESL_NODES: '1@h:1',
      BRIDGE_WEBHOOK_URLS: 'http://u:secret@[h?authkey=secret',
      BRIDGE_ESL_PASSWORD: 'sec\nret',
    })
    expect(message.split('\n').map((line) => /BRIDGE_\w+/.exec(line)?.[0])).toEqual([
      'BRIDGE_ESL_PASSWORD',
      'BRIDGE_WEBSOCKET_AUTHKEY',
      'BRIDGE_WEBHOOK_URLS',
    ])
    expect(message).not.toContain('secret')
  })

  test('wants a password for nodes and lets the websocket be off', () => {
    expect(problems({ BRIDGE_ESL_NODES: '1@h:1' })).toContain('BRIDGE_ESL_PASSWORD')
    expect(readConfig({ BRIDGE_WEBSOCKET_LISTEN: 'off' }).websocket).toBeUndefined()
  })
})
