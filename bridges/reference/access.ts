import { createHash, timingSafeEqual } from 'node:crypto'
import { BlockList, isIP } from 'node:net'

import { decodePairs } from './form.ts'

export type Access = {
  /** Whether a request may pass. */
  readonly allows: (request: { readonly peer: string | undefined; readonly query: string }) => boolean
}

/**
 * Judges requests by the URL parameter `authkey` and by the address of the socket's peer; where both are configured,
 * both must pass. With neither configured, nothing passes. Headers such as X-Forwarded-For are not looked at.
 */
export const createAccess = (authkey: string | undefined, addresses: readonly string[]): Access => {
  const key = authkey === undefined ? undefined : digest(authkey)
  const list = addresses.length === 0 ? undefined : createAddressList(addresses)
  return {
    allows: ({ peer, query }) => {
      if (key === undefined && list === undefined) return false
      return (key === undefined || holdsKey(query, key)) && (list === undefined || list(peer))
    },
  }
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest()

const holdsKey = (query: string, key: Buffer): boolean => {
  const given = givenKey(query)
  return given !== undefined && timingSafeEqual(digest(given), key)
}

/** The value of the only parameter `authkey`: a good key beside a bad one is no good key. */
const givenKey = (query: string): string | undefined => {
  const given = decodePairs(query)?.filter(([name]) => name === 'authkey')
  return given?.length === 1 ? given[0]?.[1] : undefined
}

/** Takes addresses and CIDR ranges. Throws a SyntaxError on anything else. */
export const createAddressList = (addresses: readonly string[]): ((peer: string | undefined) => boolean) => {
  const list = new BlockList()
  for (const entry of addresses) addEntry(list, entry)
  return (peer) => {
    if (peer === undefined) return false
    const address = peer.replace(/^::ffff:(?=\d+\.)/i, '')
    return list.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4')
  }
}

const addEntry = (list: BlockList, entry: string): void => {
  const [address = '', prefix, ...rest] = entry.split('/')
  const version = isIP(address)
  const bits =
    prefix === undefined || /^\d{1,3}$/.test(prefix) ? Number(prefix ?? (version === 6 ? 128 : 32)) : Number.NaN
  if (version === 0 || rest.length > 0 || !(bits <= (version === 6 ? 128 : 32))) {
    throw new SyntaxError(`each entry must be an address or a range such as "10.0.0.0/8": current value is "${entry}"`)
  }
  list.addSubnet(address, bits, version === 6 ? 'ipv6' : 'ipv4')
}
