import { type KeyedHash, remember } from './keyed-hash.ts'

/** Networks that are set aside for documentation: RFC 5737. */
const IPV4_NETWORKS = ['192.0.2', '198.51.100', '203.0.113'] as const
const HOSTS = 254
const IPV4_PLACES = IPV4_NETWORKS.length * HOSTS

/** Says nothing about anybody: loopback, any, broadcast. */
const IPV4_KEPT = /^(127\.|0\.0\.0\.0$|255\.255\.255\.255$)/

/**
 * Replaces an IPv4 address by one of the documentation networks: a different one for each, as long as their 762
 * addresses last, and shared ones from then on.
 */
export function createIpv4Pseudonyms(hash: KeyedHash): (address: string) => string {
  const places = new Map<string, number>()
  const taken = new Set<number>()
  return (address) => {
    if (IPV4_KEPT.test(address)) return address
    const known = places.get(address)
    if (known !== undefined) return placeAddress(known)
    let place = hash('ipv4', address).readUInt32BE() % IPV4_PLACES
    if (taken.size >= IPV4_PLACES) return placeAddress(place)
    while (taken.has(place)) place = (place + 1) % IPV4_PLACES
    taken.add(place)
    places.set(address, place)
    return placeAddress(place)
  }
}

const placeAddress = (place: number): string => `${IPV4_NETWORKS[Math.floor(place / HOSTS)] ?? ''}.${1 + (place % HOSTS)}`

const IPV6_KEPT = /^(0*:)*:?0*1?$/

/** Replaces an IPv6 address by one in 2001:db8::/32, which RFC 3849 sets aside for documentation. */
export const createIpv6Pseudonyms = (hash: KeyedHash): ((address: string) => string) =>
  remember((address) => {
    if (IPV6_KEPT.test(address)) return address
    const hex = hash('ipv6', address.toLowerCase()).toString('hex')
    return `2001:db8:${[0, 4, 8, 12].map((at) => hex.slice(at, at + 4)).join(':')}:0:1`
  })

/** Replaces a UUID by another in the shape of version 4. */
export const createUuidPseudonyms = (hash: KeyedHash): ((uuid: string) => string) =>
  remember((uuid) => {
    const hex = hash('uuid', uuid.toLowerCase()).toString('hex')
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
  })
