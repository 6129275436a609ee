import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { describe, expect, it, vi } from 'vitest'
import { parseTcpTable, readTcpTable, unreadIn, unreadOctets } from './tcp-table.ts'

/** A server at port 8021 (1F55) with two clients, one over a mapped IPv4 address, as the kernel writes them. */
const TABLE = `  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 0100007F:1F55 00000000:0000 0A 00000000:00000003 00:00000000 00000000     0        0 1 1 0 100 0 0 10 0
   1: 0100007F:1F55 0100007F:C350 01 00000010:00000000 00:00000000 00000000     0        0 2 1 0 20 4 30 10 -1
   2: 0100007F:C350 0100007F:1F55 01 00000000:00000100 00:00000000 00000000     0        0 3 1 0 20 4 30 10 -1
   3: 0000000000000000FFFF00000100007F:1F55 0000000000000000FFFF00000100007F:C351 08 00000000:00000007 00:00000000 00000000 0 0 4
   4: 0100007F:C351 0100007F:1F55 01 00000000:00000001 00:00000000 00000000     0        0 5 1 0 20 4 30 10 -1
   5: 0100007F:1F55 0100007F:C352 06 00000000:00000000 03:00000012 00000000     0        0 0 3 0
`

const soon = { timeout: 20_000, interval: 5 }

describe('parseTcpTable()', () => {
  it('reads open connections only, each address in one form', () => {
    const ends = parseTcpTable(TABLE)
    expect(ends.map(({ local, remote }) => `${local} ${remote}`)).toEqual([
      '0100007F:1F55 0100007F:C350',
      '0100007F:C350 0100007F:1F55',
      '0100007F:1F55 0100007F:C351',
      '0100007F:C351 0100007F:1F55',
    ])
    expect(ends[0]).toMatchObject({ localPort: 8021, remotePort: 50_000, tx: 16, rx: 0 })
  })
})

describe('unreadIn()', () => {
  it('adds what our ends have to send and what the others have to read', () => {
    expect(unreadIn(parseTcpTable(TABLE), 8021)).toBe(16 + 256 + 1)
    expect(unreadIn(parseTcpTable(TABLE), 9999)).toBe(0)
  })

  it('cannot tell when another end is not in the table', () => {
    expect(unreadIn(parseTcpTable(TABLE).slice(0, 3), 8021)).toBeUndefined()
  })
})

describe('unreadOctets()', () => {
  it('sees what a client of this process has not read, where the kernel tells', async () => {
    const toldAs = (octets: number): number | undefined => (readTcpTable() === undefined ? undefined : octets)
    const server = createServer()
    await once(server.listen(0, '127.0.0.1'), 'listening')
    const { port } = server.address() as AddressInfo
    const client = connect(port, '127.0.0.1')
    try {
      const [socket] = (await once(server, 'connection')) as [Socket]
      socket.on('error', () => undefined)
      client.pause()
      socket.write('x'.repeat(1234))
      await vi.waitFor(async () => expect(await unreadOctets(port)).toBe(toldAs(1234)), soon)
      client.resume()
      await vi.waitFor(async () => expect(await unreadOctets(port)).toBe(toldAs(0)), soon)
    } finally {
      client.destroy()
      server.close()
    }
  })
})
